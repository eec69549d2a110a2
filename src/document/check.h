#ifndef DOCUMENT_CHECK_H
#define DOCUMENT_CHECK_H

#include "document/stock.h"

/*
 * check: can this be drawn, and does it add up? Before anything is numbered. For documents see
 * document_check (document.h).
 */

/*
 * Have the stock's fonts every character of this layout's file, comments aside? 0, or -1 with
 * ERR_REJECT naming file, line and character.
 */
int check_layout(const struct document_stock *stock, const struct layout *layout,
    struct err *e) NODISCARD;

#endif
