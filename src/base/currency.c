#include "base/currency.h"

#include <stddef.h>
#include <string.h>

#include "base/compiler.h"

/*
 * Source: ISO 4217, list one (SIX Financial Information), its column of minor units; the codes as
 * Debian's iso-codes 4.15 has them. Codes without a minor unit there, such as gold and the code for
 * testing, are left out: nobody bills in them.
 */
static const struct {
	int places;
	const char *codes; /* each with a blank after it */
} CURRENCIES[] = {
	{ 2,
	    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN "
	    "BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN "
	    "ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD "
	    "KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR "
	    "MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB "
	    "SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY "
	    "TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD YER ZAR ZMW ZWL " },
	{ 0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF " },
	{ 3, "BHD IQD JOD KWD LYD OMR TND " },
	{ 4, "CLF UYW " },
};

int
currency_places(const char *code)
{
	const char *at;
	size_t i;

	if (strlen(code) != 3)
		return (-1);
	for (i = 0; i < LENGTH(CURRENCIES); i++)
		for (at = CURRENCIES[i].codes; *at != '\0'; at += 4)
			if (strncmp(at, code, 3) == 0)
				return (CURRENCIES[i].places);
	return (-1);
}
