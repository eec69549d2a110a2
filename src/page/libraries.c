#include "page/libraries.h"

#include <hb.h>
#include <hpdf.h>
#include <png.h>
#include <zint.h>
#include <zlib.h>

void
libraries_add(struct buf *list)
{
	const int zint = ZBarcode_Version(); /* 21100 is 2.11.0 */

	buf_printf(list, "libharu %s, zlib %s, harfbuzz %s, libpng %s, zint %d.%d.%d",
	    HPDF_GetVersion(), zlibVersion(), hb_version_string(), png_get_libpng_ver(NULL),
	    zint / 10000, zint / 100 % 100, zint % 100);
}
