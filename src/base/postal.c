#include "base/postal.h"

#include <string.h>
#include <strings.h>

#include "base/compiler.h"
#include "base/text.h"
#include "base/unicode.h"

/* Orders: P the postcode, T the town, S the state or province, | a new line. */
#define CONTINENTAL "P T S"
#define ANGLO "T S P"
#define BELOW "T S|P"
#define INDIAN "T P|S"

/*
 * Source of the orders: the Universal Postal Union's country pages (Postal addressing systems, S42), as the address formats of
 * libaddressinput repeat them. Countries that write their addresses from the other end (Hungary, Russia) are not here. The
 * first name is the one that stands for a code.
 */
static const struct country {
	const char *code, *order;
	const char *names; /* between bars */
} COUNTRIES[] = {
	{ "AT", CONTINENTAL, "Austria|\xc3\x96sterreich|\xc3\x96STERREICH|Oesterreich|Autriche" },
	{ "AU", ANGLO, "Australia|Australien|Australie|AUS" },
	{ "BA", CONTINENTAL, "Bosnia and Herzegovina|Bosna i Hercegovina" },
	{ "BE", CONTINENTAL, "Belgium|Belgien|Belgique|Belgi\xc3\xab|Belgia" },
	{ "BG", CONTINENTAL, "Bulgaria|Bulgarien|Bulgarie|Bu\xc5\x82garia" },
	{ "BR", BELOW, "Brazil|Brasil|Brasilien|Br\xc3\xa9sil|Brazylia" },
	{ "CA", ANGLO, "Canada|Kanada" },
	{ "CH", CONTINENTAL, "Switzerland|Schweiz|Suisse|Svizzera|Szwajcaria" },
	{ "CL", CONTINENTAL, "Chile|Chili" },
	{ "CY", CONTINENTAL, "Cyprus|Zypern|Chypre|Cypr" },
	{ "CZ", CONTINENTAL, "Czechia|Czech Republic|Tschechien|Tch\xc3\xa9quie|Czechy|\xc4\x8c" "esko" },
	{ "DE", CONTINENTAL, "Germany|Deutschland|Allemagne|Niemcy" },
	{ "DK", CONTINENTAL, "Denmark|Danmark|D\xc3\xa4nemark|Danemark|Dania" },
	{ "EE", CONTINENTAL, "Estonia|Eesti|Estland|Estonie" },
	{ "ES", CONTINENTAL, "Spain|Espa\xc3\xb1" "a|ESPA\xc3\x91" "A|Spanien|Espagne|Hiszpania" },
	{ "FI", CONTINENTAL, "Finland|Suomi|Finnland|Finlande|Finlandia" },
	{ "FR", CONTINENTAL, "France|Frankreich|Francja" },
	{ "GB", BELOW, "United Kingdom|United Kingdom of Great Britain and Northern Ireland|"
	    "Great Britain|England|Scotland|Wales|Northern Ireland|UK|Vereinigtes K\xc3\xb6nigreich|"
	    "Gro\xc3\x9f" "britannien|Royaume-Uni|Wielka Brytania" },
	{ "GR", CONTINENTAL, "Greece|Griechenland|Gr\xc3\xa8" "ce|Grecja|\xce\x95\xce\xbb\xce\xbb\xce\xac\xce\xb4\xce\xb1|Hellas" },
	{ "HR", CONTINENTAL, "Croatia|Hrvatska|Kroatien|Croatie|Chorwacja" },
	{ "IE", BELOW, "Ireland|\xc3\x89ire|Irland|Irlande|Irlandia" },
	{ "IN", INDIAN, "India|Indien|Inde|Indie" },
	{ "IS", CONTINENTAL, "Iceland|\xc3\x8dsland|Island|Islande|Islandia" },
	{ "IT", CONTINENTAL, "Italy|Italia|Italien|Italie|W\xc5\x82ochy" },
	{ "JP", BELOW, "Japan|Japon|Japonia" },
	{ "LI", CONTINENTAL, "Liechtenstein" },
	{ "LT", CONTINENTAL, "Lithuania|Lietuva|Litauen|Lituanie|Litwa" },
	{ "LU", CONTINENTAL, "Luxembourg|Luxemburg|Luksemburg" },
	{ "LV", ANGLO, "Latvia|Latvija|Lettland|Lettonie|\xc5\x81otwa" },
	{ "MA", CONTINENTAL, "Morocco|Maroc|Marokko|Maroko" },
	{ "MC", CONTINENTAL, "Monaco|Monako" },
	{ "MD", CONTINENTAL, "Moldova|Moldau|Moldavie" },
	{ "ME", CONTINENTAL, "Montenegro|Crna Gora" },
	{ "MK", CONTINENTAL, "North Macedonia" },
	{ "MT", ANGLO, "Malta|Malte" },
	{ "MX", CONTINENTAL, "Mexico|M\xc3\xa9xico|Mexiko|Mexique|Meksyk" },
	{ "MY", CONTINENTAL, "Malaysia" },
	{ "NL", CONTINENTAL, "Netherlands|The Netherlands|Nederland|Niederlande|Pays-Bas|Holandia|Holland" },
	{ "NO", CONTINENTAL, "Norway|Norge|Norwegen|Norv\xc3\xa8ge|Norwegia" },
	{ "NZ", ANGLO, "New Zealand|Neuseeland|Nouvelle-Z\xc3\xa9lande|Nowa Zelandia" },
	{ "PH", CONTINENTAL, "Philippines|Philippinen" },
	{ "PL", CONTINENTAL, "Poland|Polska|Polen|Pologne" },
	{ "PT", CONTINENTAL, "Portugal|Portugalia" },
	{ "RO", CONTINENTAL, "Romania|Rom\xc3\xa2nia|Rum\xc3\xa4nien|Roumanie|Rumunia" },
	{ "RS", CONTINENTAL, "Serbia|Srbija|Serbien|Serbie" },
	{ "SE", CONTINENTAL, "Sweden|Sverige|Schweden|Su\xc3\xa8" "de|Szwecja" },
	{ "SG", ANGLO, "Singapore|Singapur|Singapour" },
	{ "SI", CONTINENTAL, "Slovenia|Slovenija|Slowenien|Slov\xc3\xa9nie|S\xc5\x82owenia" },
	{ "SK", CONTINENTAL, "Slovakia|Slovensko|Slowakei|Slovaquie|S\xc5\x82owacja" },
	{ "SM", CONTINENTAL, "San Marino" },
	{ "TN", CONTINENTAL, "Tunisia|Tunisie|Tunesien" },
	{ "TR", CONTINENTAL, "T\xc3\xbcrkiye|Turkey|T\xc3\xbcrkei|Turquie|Turcja" },
	{ "US", ANGLO, "United States|United States of America|USA|Vereinigte Staaten|\xc3\x89tats-Unis|Stany Zjednoczone" },
	{ "ZA", BELOW, "South Africa|S\xc3\xbc" "dafrika|Afrique du Sud|Republika Po\xc5\x82udniowej Afryki" },
};

/* Is this one of the names between the bars? */
static bool
is_named(const char *names, const char *name, size_t length)
{
	size_t own;

	for (;;) {
		own = strcspn(names, "|");
		if (own == length && strncasecmp(names, name, length) == 0)
			return (true);
		if (names[own] == '\0')
			return (false);
		names += own + 1;
	}
}

/* The country of this name, NULL if it is not known. */
static const struct country *
find(const char *name)
{
	size_t length = strlen(name), i;

	if (length == 0)
		return (NULL);
	for (i = 0; i < LENGTH(COUNTRIES); i++)
		if (length == 2 && text_equal_nocase(COUNTRIES[i].code, name))
			return (&COUNTRIES[i]);
	for (i = 0; i < LENGTH(COUNTRIES); i++)
		if (is_named(COUNTRIES[i].names, name, length))
			return (&COUNTRIES[i]);
	return (NULL);
}

void
postal_add(struct buf *out, const struct postal *place)
{
	const struct country *country = find(place->country), *home = country != NULL ? country : find(place->home);
	const char *order = home != NULL ? home->order : ANGLO;
	char before = '\0';

	for (; *order != '\0'; order++) {
		const char *part = *order == 'P' ? place->postcode : *order == 'T' ? place->town : *order == 'S' ? place->state : "";

		/* What parts two of them: a new line goes before a blank. */
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
	const struct country *known = find(a);

	return (text_equal_nocase(a, b) || (known != NULL && known == find(b)));
}

void
postal_add_country(struct buf *out, const struct postal *place)
{
	const struct country *country;
	char name[80];

	if (place->country[0] == '\0' || postal_same_country(place->country, place->home))
		return;
	country = strlen(place->country) == 2 ? find(place->country) : NULL;
	if (country == NULL || text_equal_nocase(place->country, "UK")) {
		unicode_add_upper(out, place->country);
		return;
	}
	(void)snprintf(name, sizeof(name), "%.*s", (int)strcspn(country->names, "|"), country->names);
	unicode_add_upper(out, name);
}

const char *
postal_country_key(const char *country, const char *home)
{
	const struct country *known;

	if (country[0] == '\0' || postal_same_country(country, home))
		return ("");
	known = find(country);
	return (known != NULL ? known->code : country);
}
