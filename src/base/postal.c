#include "base/postal.h"

#include <string.h>

#include "base/compiler.h"
#include "base/text.h"
#include "base/unicode.h"

/* Orders: P the postcode, T the town, S the state or province, | a new line. */
#define CONTINENTAL "P T S"
#define ANGLO "T S P"
#define BELOW "T S|P"
#define EACH_BELOW "T|S|P"
#define REGION_BELOW "P T|S"
#define INDIAN "T P|S"

/*
 * Source: the address formats of libaddressinput (testdata/countryinfo.txt), compared with these
 * row by row. Other than there, Ireland has its Eircode, Japan is as it is written for abroad, and
 * Singapore is named by its town. Countries that write their addresses from the other end
 * (Hungary, Russia) are not here.
 *
 * Names are in capitals, as the last line of an address has them; the first one stands for a code.
 */
static const struct country {
	const char *code, *order;
	const char *names; /* between bars */
} COUNTRIES[] = {
	{ "AT", CONTINENTAL, "AUSTRIA|ÖSTERREICH|OESTERREICH|AUTRICHE" },
	{ "AU", ANGLO, "AUSTRALIA|AUSTRALIEN|AUSTRALIE|AUS" },
	{ "BA", CONTINENTAL, "BOSNIA AND HERZEGOVINA|BOSNA I HERCEGOVINA" },
	{ "BE", CONTINENTAL, "BELGIUM|BELGIEN|BELGIQUE|BELGIË|BELGIA" },
	{ "BG", CONTINENTAL, "BULGARIA|BULGARIEN|BULGARIE|BUŁGARIA" },
	{ "BR", BELOW, "BRAZIL|BRASIL|BRASILIEN|BRÉSIL|BRAZYLIA" },
	{ "CA", ANGLO, "CANADA|KANADA" },
	{ "CH", CONTINENTAL, "SWITZERLAND|SCHWEIZ|SUISSE|SVIZZERA|SZWAJCARIA" },
	{ "CL", REGION_BELOW, "CHILE|CHILI" },
	{ "CY", CONTINENTAL, "CYPRUS|ZYPERN|CHYPRE|CYPR" },
	{ "CZ", CONTINENTAL, "CZECHIA|CZECH REPUBLIC|TSCHECHIEN|TCHÉQUIE|CZECHY|ČESKO" },
	{ "DE", CONTINENTAL, "GERMANY|DEUTSCHLAND|ALLEMAGNE|NIEMCY" },
	{ "DK", CONTINENTAL, "DENMARK|DANMARK|DÄNEMARK|DANEMARK|DANIA" },
	{ "EE", CONTINENTAL, "ESTONIA|EESTI|ESTLAND|ESTONIE" },
	{ "ES", CONTINENTAL, "SPAIN|ESPAÑA|SPANIEN|ESPAGNE|HISZPANIA" },
	{ "FI", CONTINENTAL, "FINLAND|SUOMI|FINNLAND|FINLANDE|FINLANDIA" },
	{ "FR", CONTINENTAL, "FRANCE|FRANKREICH|FRANCJA" },
	{ "GB", EACH_BELOW,
	    "UNITED KINGDOM|UNITED KINGDOM OF GREAT BRITAIN AND NORTHERN IRELAND|GREAT "
	    "BRITAIN|ENGLAND|SCOTLAND|WALES|NORTHERN IRELAND|UK|VEREINIGTES "
	    "KÖNIGREICH|GROSSBRITANNIEN|ROYAUME-UNI|WIELKA BRYTANIA" },
	{ "GR", CONTINENTAL, "GREECE|GRIECHENLAND|GRÈCE|GRECJA|ΕΛΛΆΔΑ|HELLAS" },
	{ "HR", CONTINENTAL, "CROATIA|HRVATSKA|KROATIEN|CROATIE|CHORWACJA" },
	{ "IE", EACH_BELOW, "IRELAND|ÉIRE|IRLAND|IRLANDE|IRLANDIA" },
	{ "IN", INDIAN, "INDIA|INDIEN|INDE|INDIE" },
	{ "IS", CONTINENTAL, "ICELAND|ÍSLAND|ISLAND|ISLANDE|ISLANDIA" },
	{ "IT", CONTINENTAL, "ITALY|ITALIA|ITALIEN|ITALIE|WŁOCHY" },
	{ "JP", BELOW, "JAPAN|JAPON|JAPONIA" },
	{ "LI", CONTINENTAL, "LIECHTENSTEIN" },
	{ "LT", CONTINENTAL, "LITHUANIA|LIETUVA|LITAUEN|LITUANIE|LITWA" },
	{ "LU", CONTINENTAL, "LUXEMBOURG|LUXEMBURG|LUKSEMBURG" },
	{ "LV", ANGLO, "LATVIA|LATVIJA|LETTLAND|LETTONIE|ŁOTWA" },
	{ "MA", CONTINENTAL, "MOROCCO|MAROC|MAROKKO|MAROKO" },
	{ "MC", CONTINENTAL, "MONACO|MONAKO" },
	{ "MD", CONTINENTAL, "MOLDOVA|MOLDAU|MOLDAVIE" },
	{ "ME", CONTINENTAL, "MONTENEGRO|CRNA GORA" },
	{ "MK", CONTINENTAL, "NORTH MACEDONIA" },
	{ "MT", ANGLO, "MALTA|MALTE" },
	{ "MX", CONTINENTAL, "MEXICO|MÉXICO|MEXIKO|MEXIQUE|MEKSYK" },
	{ "MY", REGION_BELOW, "MALAYSIA" },
	{ "NL", CONTINENTAL,
	    "NETHERLANDS|THE NETHERLANDS|NEDERLAND|NIEDERLANDE|PAYS-BAS|HOLANDIA|HOLLAND" },
	{ "NO", CONTINENTAL, "NORWAY|NORGE|NORWEGEN|NORVÈGE|NORWEGIA" },
	{ "NZ", ANGLO, "NEW ZEALAND|NEUSEELAND|NOUVELLE-ZÉLANDE|NOWA ZELANDIA" },
	{ "PH", REGION_BELOW, "PHILIPPINES|PHILIPPINEN" },
	{ "PL", CONTINENTAL, "POLAND|POLSKA|POLEN|POLOGNE" },
	{ "PT", CONTINENTAL, "PORTUGAL|PORTUGALIA" },
	{ "RO", CONTINENTAL, "ROMANIA|ROMÂNIA|RUMÄNIEN|ROUMANIE|RUMUNIA" },
	{ "RS", CONTINENTAL, "SERBIA|SRBIJA|SERBIEN|SERBIE" },
	{ "SE", CONTINENTAL, "SWEDEN|SVERIGE|SCHWEDEN|SUÈDE|SZWECJA" },
	{ "SG", ANGLO, "SINGAPORE|SINGAPUR|SINGAPOUR" },
	{ "SI", CONTINENTAL, "SLOVENIA|SLOVENIJA|SLOWENIEN|SLOVÉNIE|SŁOWENIA" },
	{ "SK", CONTINENTAL, "SLOVAKIA|SLOVENSKO|SLOWAKEI|SLOVAQUIE|SŁOWACJA" },
	{ "SM", CONTINENTAL, "SAN MARINO" },
	{ "TN", CONTINENTAL, "TUNISIA|TUNISIE|TUNESIEN" },
	{ "TR", CONTINENTAL, "TÜRKIYE|TURKEY|TÜRKEI|TURQUIE|TURCJA" },
	{ "US", ANGLO,
	    "UNITED STATES|UNITED STATES OF AMERICA|USA|VEREINIGTE STAATEN|ÉTATS-UNIS|STANY "
	    "ZJEDNOCZONE" },
	{ "ZA", BELOW, "SOUTH AFRICA|SÜDAFRIKA|AFRIQUE DU SUD|REPUBLIKA POŁUDNIOWEJ AFRYKI" },
};

/* Is this one of the names between the bars? */
static bool
is_named(const char *names, const struct buf *name)
{
	size_t own;

	for (;;) {
		own = strcspn(names, "|");
		if (own == name->length && memcmp(names, name->data, own) == 0)
			return (true);
		if (names[own] == '\0')
			return (false);
		names += own + 1;
	}
}

/* The country of this name or code, NULL if it is not known. */
static const struct country *
find_country(const char *text)
{
	const struct country *found = NULL;
	struct buf name = BUF_EMPTY;
	size_t i;

	if (text[0] == '\0')
		return (NULL);
	unicode_add_upper(&name, text);
	for (i = 0; i < LENGTH(COUNTRIES) && found == NULL; i++)
		if (strcmp(COUNTRIES[i].code, name.data) == 0 ||
		    is_named(COUNTRIES[i].names, &name))
			found = &COUNTRIES[i];
	buf_release(&name);
	return (found);
}

void
postal_add(struct buf *out, const struct postal *place)
{
	const struct country *country = find_country(place->country),
			     *home = country != NULL ? country : find_country(place->home);
	const char *order = home != NULL ? home->order : ANGLO;
	char before = '\0';

	for (; *order != '\0'; order++) {
		const char *part = *order == 'P' ? place->postcode
		    : *order == 'T'              ? place->town
		    : *order == 'S'              ? place->state
						 : "";

		/* The sign between two elements of a line: a new line goes before a blank. */
		if (*order == '|' && before != '\0')
			before = '\n';
		if (part[0] == '\0')
			continue;
		if (before != '\0')
			buf_add_char(out, before);
		buf_add_string(out, part);
		before = ' ';
	}
}

bool
postal_same_country(const char *a, const char *b)
{
	const struct country *known = find_country(a);

	return (text_equal_nocase(a, b) || (known != NULL && known == find_country(b)));
}

void
postal_add_country(struct buf *out, const struct postal *place)
{
	const struct country *country;

	if (place->country[0] == '\0' || postal_same_country(place->country, place->home))
		return;
	country = find_country(place->country);

	/* A code is no name; any name is somebody's choice. */
	if (country != NULL && text_equal_nocase(place->country, country->code))
		buf_add(out, country->names, strcspn(country->names, "|"));
	else
		unicode_add_upper(out, place->country);
}

const char *
postal_country_key(const char *country, const char *home)
{
	const struct country *known;

	if (country[0] == '\0' || postal_same_country(country, home))
		return ("");
	known = find_country(country);
	return (known != NULL ? known->code : country);
}
