#include "synthetic/generate_person.h"

#include <stdio.h>

#include "base/compiler.h"

#define NAMES 10

/* Names that fit together: somebody called Łukasz is called Wójcik rather than O'Brien. */
static const struct tongue {
	int permille;
	const char *given[NAMES];
	const char *family[NAMES];
} tongues[] = {
	{ 480,
	    { "Zoë", "Oliver", "Chloë", "Jack", "Amelia", "Noah", "Charlotte", "Liam", "Ruby",
		"Henry" },
	    { "Brontë", "Smith", "O'Brien", "Taylor", "Nguyen", "Campbell", "Walker", "Hughes",
		"McKenzie", "Fitzgerald" } },
	{ 90,
	    { "Łukasz", "Agnieszka", "Małgorzata", "Paweł", "Zofia", "Krzysztof", "Bożena",
		"Stanisław", "Żaneta", "Jan" },
	    { "Wójcik", "Wiśniewski", "Dąbrowski", "Żółkiewski", "Kowalczyk", "Zając", "Król",
		"Błaszczyk", "Nowak", "Gołębiowski" } },
	{ 90,
	    { "Jürgen", "Käthe", "Günther", "Heike", "Björn", "Anneliese", "Uwe", "Jörg", "Sabine",
		"Matthias" },
	    { "Müller", "Weiß", "Schäfer", "Krauß", "Böhm", "Großmann", "Jäger", "Köhler",
		"Schmidt", "Lößnitz" } },
	{ 80,
	    { "Zélie", "François", "Hélène", "Benoît", "Élodie", "Gaël", "Aurélie", "Loïc",
		"Noémie", "Théo" },
	    { "Lefèvre", "Dupont", "Beauchêne", "Château", "Garçon", "Müntz", "Périer", "Delacroix",
		"L'Hôte", "Noël" } },
	{ 70,
	    { "Søren", "Åse", "Bjørn", "Ingrid", "Jørgen", "Märta", "Göran", "Solveig", "Håkon",
		"Æmilia" },
	    { "Kjær", "Ångström", "Nygård", "Ødegaard", "Sørensen", "Lindqvist", "Bergström",
		"Håland", "Møller", "Sjöberg" } },
	{ 70,
	    { "José", "María", "Íñigo", "Núria", "Ángel", "Begoña", "Inês", "João", "Lucía",
		"Ramón" },
	    { "Núñez", "García", "Ibáñez", "Gonçalves", "Peña", "Magalhães", "Muñoz", "Conceição",
		"Sáenz", "Araújo" } },
	{ 60,
	    { "Jiří", "Žofie", "Tomáš", "Ľubica", "Ondřej", "Běla", "István", "Ágnes", "Győző",
		"Šárka" },
	    { "Dvořák", "Novák", "Růžička", "Horváth", "Škoda", "Kovács", "Šťastný", "Őri", "Čapek",
		"Szűcs" } },
	{ 60,
	    { "Ελένη", "Γιώργος", "Μαρία", "Νίκος", "Αικατερίνη", "Δημήτρης", "Σοφία", "Θανάσης",
		"Ξένια", "Ιωάννης" },
	    { "Παπαδοπούλου", "Γεωργίου", "Νικολάου", "Οικονόμου", "Αντωνίου", "Κωνσταντίνου",
		"Βασιλείου", "Μακρή", "Ιωάννου", "Χατζή" } },
};

static const char *const trades[] = { "Café", "Bakery", "Dry Cleaning", "Pharmacy", "Dental",
	"Bookshop", "Noodle House", "Physiotherapy", "Florist", "Hair Studio" };
static const char *const legal_forms[] = { "Pty Ltd", "& Sons Pty Ltd", "& Co",
	"Pty. Ltd. (Receivers Appointed)" };

/* Choose the language of somebody's parents. */
static const struct tongue *
choose_tongue(struct generate_prng *prng)
{
	int64_t left = generate_prng_between(prng, 0, 999);
	size_t i = 0;

	while (i + 1 < LENGTH(tongues) && left >= tongues[i].permille)
		left -= tongues[i++].permille;
	return (&tongues[i]);
}

/* Choose one of the texts. */
#define PICK(prng, texts) ((texts)[generate_prng_between((prng), 0, (int64_t)LENGTH(texts) - 1)])

char *
generate_person_name(struct generate_prng *prng, char name[static GENERATE_NAME_SIZE])
{
	const struct tongue *tongue = choose_tongue(prng);
	const char *given = PICK(prng, tongue->given);
	const char *family = PICK(prng, tongue->family);

	(void)snprintf(name, GENERATE_NAME_SIZE, "%s %s", given, family);
	return (name);
}

char *
generate_person_firm(struct generate_prng *prng, char name[static GENERATE_NAME_SIZE])
{
	const struct tongue *tongue = choose_tongue(prng);
	const char *first = PICK(prng, tongue->family);
	const char *second = PICK(prng, tongue->family);
	const char *trade = PICK(prng, trades);

	/* Make a name like "Weiß, Böhm & Co": a comma inside a name is the oldest trap of CSV. */
	if (first != second && generate_prng_chance(prng, 300))
		(void)snprintf(name, GENERATE_NAME_SIZE, "%s, %s & Co", first, second);
	else
		(void)snprintf(name, GENERATE_NAME_SIZE, "%s %s %s", first, trade,
		    PICK(prng, legal_forms));
	return (name);
}
