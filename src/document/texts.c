#include "document/texts.h"

#include <stdbool.h>
#include <string.h>

#include "base/compiler.h"

/* One row a text: English, German, French, Polish. */
static const char *const TEXTS[TEXT_COUNT][TEXTS_LANGUAGES] = {
	[TEXT_INVOICE] = { "Invoice", "Rechnung", "Facture", "Faktura" },
	[TEXT_TAX_INVOICE] = { "Tax invoice", "Rechnung", "Facture", "Faktura" },
	[TEXT_CREDIT_NOTE] = { "Credit note", "Stornorechnung", "Avoir", "Faktura korygująca" },
	[TEXT_CANCELS] = { "This credit note cancels invoice %s in full.",
	    "Diese Stornorechnung hebt die Rechnung %s vollständig auf.", "Cet avoir annule intégralement la facture %s.",
	    "Niniejsza korekta anuluje w całości fakturę %s." },
	[TEXT_COPY] = { "COPY", "KOPIE", "COPIE", "KOPIA" },
	[TEXT_CONTINUED] = { "continued", "Fortsetzung", "suite", "ciąg dalszy" },
	[TEXT_PAGE] = { "Page %s of %s", "Seite %s von %s", "Page %s sur %s", "Strona %s z %s" },

	[TEXT_INVOICE_NUMBER] = { "Invoice number", "Rechnungsnummer", "Facture n°", "Numer faktury" },
	[TEXT_CREDIT_NUMBER] = { "Credit note number", "Stornonummer", "Avoir n°", "Numer korekty" },
	[TEXT_INVOICE_DATE] = { "Date of issue", "Datum", "Date", "Data wystawienia" },
	[TEXT_ACCOUNT_NUMBER] = { "Account number", "Kundennummer", "Compte client", "Numer klienta" },
	[TEXT_ACCOUNT_NAME] = { "Customer", "Kunde", "Client", "Klient" },
	[TEXT_PERIOD] = { "Billing period", "Zeitraum", "Période", "Okres" },
	[TEXT_SUPPLY_ADDRESS] = { "Supplied to", "Lieferstelle", "Lieu de livraison", "Miejsce poboru" },
	[TEXT_SITE] = { "Site", "Lieferstellen-Nr.", "Point de livraison", "Punkt poboru" },
	[TEXT_PLAN] = { "Price plan", "Tarif", "Tarif", "Taryfa" },
	[TEXT_TAX_NUMBER] = { "Tax number", "Steuernummer", "N° de TVA", "NIP" },

	[TEXT_PREVIOUS] = { "Previous balance", "Bisheriger Saldo", "Solde précédent", "Poprzednie saldo" },
	[TEXT_RECEIVED] = { "Payments received", "Zahlungen", "Paiements reçus", "Wpłaty" },
	[TEXT_ADJUSTED] = { "Adjustments", "Korrekturen", "Ajustements", "Korekty" },
	[TEXT_THIS_BILL] = { "This bill", "Diese Rechnung", "Cette facture", "Ta faktura" },
	[TEXT_THIS_CREDIT] = { "This credit note", "Diese Gutschrift", "Cet avoir", "Ta korekta" },
	[TEXT_AMOUNT_DUE] = { "Amount due", "Zu zahlen", "Montant à payer", "Do zapłaty" },
	[TEXT_DUE_BY] = { "Please pay by %s", "Zahlbar bis %s", "À régler avant le %s", "Termin płatności: %s" },
	[TEXT_COPY_PAID] = { "Copy – paid by %s", "Kopie – zahlt %s", "Copie – payé par %s", "Kopia – płaci %s" },
	[TEXT_NOTHING_TO_PAY] = { "Nothing to pay", "Nichts zu zahlen", "Rien à payer", "Nic do zapłaty" },
	[TEXT_SETTLED] = { "Your account is settled", "Ihr Konto ist ausgeglichen", "Votre compte est soldé",
	    "Konto jest rozliczone" },
	[TEXT_IN_CREDIT] = { "In credit – nothing to pay", "Guthaben – nichts zu zahlen", "En votre faveur – rien à payer",
	    "Nadpłata – nic do zapłaty" },
	[TEXT_CREDIT_KEPT] = { "Counts towards your next bill", "Wird mit der nächsten verrechnet",
	    "Déduit de la prochaine facture", "Zaliczymy na kolejną fakturę" },

	[TEXT_BALANCE] = { "Account balance", "Kontostand", "Solde du compte", "Saldo konta" },
	[TEXT_AFTER_CREDIT] = { "after this credit note", "nach dieser Gutschrift", "après cet avoir", "po tej korekcie" },

	[TEXT_CHARGES] = { "Your charges", "Ihre Kosten im Einzelnen", "Détail de vos consommations", "Szczegóły opłat" },
	[TEXT_DESCRIPTION] = { "Description", "Beschreibung", "Désignation", "Opis" },
	[TEXT_DAYS] = { "Days", "Tage", "Jours", "Dni" },
	[TEXT_TIER] = { "tier %s", "Stufe %s", "tranche %s", "próg %s" },
	[TEXT_METER] = { "Meter", "Zähler", "Compteur", "Licznik" },
	[TEXT_QUANTITY] = { "Quantity", "Menge", "Quantité", "Ilość" },
	[TEXT_UNIT_PRICE] = { "Unit price", "Einzelpreis", "Prix unitaire", "Cena jedn." },
	[TEXT_TAX] = { "Tax", "Steuer", "Taxe", "Podatek" },
	[TEXT_AMOUNT] = { "Amount", "Betrag", "Montant", "Kwota" },
	[TEXT_SUBTOTAL] = { "Total %s", "Summe %s", "Total %s", "Razem %s" },
	[TEXT_CARRIED] = { "Carried forward", "Übertrag", "À reporter", "Do przeniesienia" },
	[TEXT_BROUGHT] = { "Brought forward", "Übertrag", "Report", "Z przeniesienia" },
	[TEXT_NO_CHARGES] = { "There are no charges in this period.", "In diesem Zeitraum sind keine Kosten angefallen.",
	    "Aucun frais pour cette période.", "Brak opłat w tym okresie." },

	[TEXT_ELECTRICITY] = { "Electricity", "Strom", "Électricité", "Energia elektryczna" },
	[TEXT_WATER] = { "Water", "Wasser", "Eau", "Woda" },
	[TEXT_GAS] = { "Gas", "Gas", "Gaz", "Gaz" },
	[TEXT_SERVICE] = { "Service", "Leistungen", "Services", "Usługi" },
	[TEXT_OTHER_CHARGES] = { "Other charges", "Weitere Posten", "Autres frais", "Pozostałe opłaty" },
	[TEXT_DISCOUNTS] = { "Discounts", "Rabatte", "Remises", "Rabaty" },
	[TEXT_ALL_DAY] = { "All day", "Ganztags", "Toutes heures", "Całodobowa" },
	[TEXT_PEAK] = { "Peak", "Hochtarif", "Heures pleines", "Szczyt" },
	[TEXT_SHOULDER] = { "Shoulder", "Mitteltarif", "Intermédiaire", "Pośrednia" },
	[TEXT_OFF_PEAK] = { "Off-peak", "Niedertarif", "Heures creuses", "Pozaszczyt" },
	[TEXT_DEMAND] = { "Demand", "Leistung", "Puissance", "Moc" },
	[TEXT_COLD_WATER] = { "Cold water", "Kaltwasser", "Eau froide", "Zimna woda" },
	[TEXT_HOT_WATER] = { "Hot water", "Warmwasser", "Eau chaude", "Ciepła woda" },

	[TEXT_TAX_SUMMARY] = { "Tax", "Steuern", "Taxes", "Podatki" },
	[TEXT_RATE] = { "Rate", "Satz", "Taux", "Stawka" },
	[TEXT_NET] = { "Net", "Netto", "HT", "Netto" },
	[TEXT_NET_TOTAL] = { "Total before tax", "Nettosumme", "Total hors taxes", "Razem netto" },
	[TEXT_TAX_TOTAL] = { "Tax", "Steuern", "Taxes", "Podatek" },
	[TEXT_GROSS] = { "Gross", "Brutto", "TTC", "Brutto" },
	[TEXT_TOTAL] = { "Total of this bill", "Rechnungsbetrag", "Total de la facture", "Razem faktura" },
	[TEXT_TAX_PER_LINE] = { "Tax is rounded line by line.", "Die Steuer ist zeilenweise gerundet.",
	    "La taxe est arrondie ligne par ligne.", "Podatek zaokrąglono w każdej pozycji." },

	[TEXT_READS] = { "Meter reads", "Zählerstände", "Relevés de compteur", "Odczyty liczników" },
	[TEXT_METER_TYPE] = { "Register", "Zählwerk", "Cadran", "Strefa" },
	[TEXT_FROM] = { "Previous", "Vorher", "Ancien", "Poprzedni" },
	[TEXT_TO] = { "Current", "Jetzt", "Nouveau", "Bieżący" },
	[TEXT_READING] = { "Reading", "Stand", "Index", "Stan" },
	[TEXT_MULTIPLIER] = { "Factor", "Faktor", "Coeff.", "Mnożnik" },
	[TEXT_USE] = { "Use", "Verbrauch", "Conso.", "Zużycie" },
	[TEXT_ESTIMATED] = { "E: estimated read.", "E: geschätzter Stand.", "E : index estimé.", "E: odczyt szacunkowy." },
	[TEXT_ROLLED_OVER] = { "R: the register passed its highest reading and began again at zero.",
	    "R: Das Zählwerk hat seinen höchsten Stand überschritten und wieder bei null begonnen.",
	    "R : le compteur a dépassé son index maximal et est reparti de zéro.",
	    "R: licznik przekroczył najwyższy stan i rozpoczął od zera." },

	[TEXT_USE_OVER_TIME] = { "Your use over time", "Ihr Verbrauch im Verlauf", "Votre consommation dans le temps",
	    "Zużycie w czasie" },
	[TEXT_DAILY_AVERAGE] = { "Average per day", "Durchschnitt pro Tag", "Moyenne par jour", "Średnio dziennie" },
	[TEXT_THIS_PERIOD] = { "This period", "Dieser Zeitraum", "Cette période", "Ten okres" },
	[TEXT_LAST_PERIOD] = { "Period before", "Vorheriger Zeitraum", "Période précédente", "Poprzedni okres" },
	[TEXT_LAST_YEAR] = { "Same period last year", "Vor einem Jahr", "Même période, an dernier", "Rok wcześniej" },
	[TEXT_CHANGE] = { "Change on last year", "Änderung zum Vorjahr", "Évolution sur un an", "Zmiana rok do roku" },

	[TEXT_MESSAGES] = { "For your information", "Zu Ihrer Information", "Pour votre information", "Informacje" },
	[TEXT_HOW_TO_PAY] = { "How to pay", "So zahlen Sie", "Comment payer", "Jak zapłacić" },
	[TEXT_BANK_TRANSFER] = { "Bank transfer", "Überweisung", "Virement bancaire", "Przelew bankowy" },
	[TEXT_ACCOUNT_HOLDER] = { "Account name", "Empfänger", "Bénéficiaire", "Odbiorca" },
	[TEXT_BANK_ACCOUNT] = { "Account", "Konto", "Compte", "Rachunek" },
	[TEXT_BILLER_CODE] = { "Biller code", "Gläubiger-Nr.", "Code créancier", "Kod odbiorcy" },
	[TEXT_REFERENCE] = { "Reference", "Verwendungszweck", "Référence", "Tytuł przelewu" },
	[TEXT_QUESTIONS] = { "Questions? %s", "Fragen? %s", "Une question ? %s", "Pytania? %s" },

	/* As the standard has them (SIX, Guidelines for the QR-bill, annex on headings), which knows no Polish: English there. */
	[TEXT_PART_RECEIPT] = { "Receipt", "Empfangsschein", "Récépissé", "Receipt" },
	[TEXT_PART_PAYMENT] = { "Payment part", "Zahlteil", "Section paiement", "Payment part" },
	[TEXT_PART_ACCOUNT] = { "Account / Payable to", "Konto / Zahlbar an", "Compte / Payable à", "Account / Payable to" },
	[TEXT_PART_REFERENCE] = { "Reference", "Referenz", "Référence", "Reference" },
	[TEXT_PART_INFORMATION] = { "Additional information", "Zusätzliche Informationen", "Informations supplémentaires",
	    "Additional information" },
	[TEXT_PART_PAYER] = { "Payable by", "Zahlbar durch", "Payable par", "Payable by" },
	[TEXT_PART_PAYER_BLANK] = { "Payable by (name/address)", "Zahlbar durch (Name/Adresse)", "Payable par (nom/adresse)",
	    "Payable by (name/address)" },
	[TEXT_PART_CURRENCY] = { "Currency", "Währung", "Monnaie", "Currency" },
	[TEXT_PART_AMOUNT] = { "Amount", "Betrag", "Montant", "Amount" },
	[TEXT_PART_ACCEPTANCE] = { "Acceptance point", "Annahmestelle", "Point de dépôt", "Acceptance point" },

	[TEXT_STATEMENT] = { "Statement of account", "Kontoauszug", "Relevé de compte", "Wyciąg z konta" },
	[TEXT_REMINDER] = { "Payment reminder", "Zahlungserinnerung", "Rappel de paiement", "Przypomnienie o zapłacie" },
	[TEXT_SECOND_REMINDER] = { "Second reminder", "Mahnung", "Deuxième rappel", "Wezwanie do zapłaty" },
	[TEXT_LAST_REMINDER] = { "Final reminder", "Letzte Mahnung", "Dernier rappel", "Ostateczne wezwanie do zapłaty" },
	[TEXT_LETTER_NUMBER] = { "Letter number", "Schreiben Nr.", "Courrier n°", "Numer pisma" },
	[TEXT_MOVEMENTS] = { "Your account", "Ihr Konto", "Votre compte", "Twoje konto" },
	[TEXT_OVERDUE] = { "Overdue invoices", "Überfällige Rechnungen", "Factures échues", "Zaległe faktury" },
	[TEXT_DATE] = { "Date", "Datum", "Date", "Data" },
	[TEXT_ENTRY] = { "Entry", "Vorgang", "Opération", "Operacja" },
	[TEXT_DUE] = { "Due on", "Fällig am", "Échéance", "Termin" },
	[TEXT_DAYS_LATE] = { "Days late", "Tage", "Jours", "Dni" },
	[TEXT_LEVEL] = { "Reminder", "Stufe", "Niveau", "Stopień" },
	[TEXT_OPEN] = { "Open", "Offen", "Reste dû", "Do zapłaty" },
	[TEXT_RUNNING] = { "Balance", "Saldo", "Solde", "Saldo" },
	[TEXT_OPENING] = { "Opening balance", "Anfangssaldo", "Solde initial", "Saldo początkowe" },
	[TEXT_CLOSING] = { "Closing balance", "Endsaldo", "Solde final", "Saldo końcowe" },
	[TEXT_INVOICES] = { "Invoices", "Rechnungen", "Factures", "Faktury" },
	[TEXT_PAYMENT] = { "Payment received", "Zahlungseingang", "Paiement reçu", "Wpłata" },
	[TEXT_ADJUSTMENT] = { "Adjustment", "Korrektur", "Ajustement", "Korekta" },
	[TEXT_AS_OF] = { "as of %s", "am %s", "au %s", "na dzień %s" },
	[TEXT_AGE] = { "How old your balance is", "Wie alt Ihr Saldo ist", "Ancienneté de votre solde", "Wiek salda" },
	[TEXT_NOT_DUE] = { "Not due yet", "Noch nicht fällig", "Non échu", "Przed terminem" },
	[TEXT_LATE] = { "%s days late", "%s Tage überfällig", "%s jours de retard", "%s dni po terminie" },

	[TEXT_WORKING_DAYS] = { "%s of %s days: %s", "%s von %s Tagen: %s", "%s jours sur %s : %s", "%s z %s dni: %s" },
	[TEXT_WORKING_TOGETHER] = { "%s meters together: %s", "%s Zähler zusammen: %s", "%s compteurs ensemble : %s", "łącznie z %s liczników: %s" },
	[TEXT_WORKING_BETWEEN] = { "tier %s, above %s, up to %s", "Stufe %s, über %s, bis %s", "tranche %s, au-delà de %s, jusqu’à %s",
	    "próg %s, powyżej %s, do %s" },
	[TEXT_WORKING_ABOVE] = { "tier %s, above %s", "Stufe %s, über %s", "tranche %s, au-delà de %s", "próg %s, powyżej %s" },
	[TEXT_WORKING_UP_TO] = { "tier %s, up to %s", "Stufe %s, bis %s", "tranche %s, jusqu’à %s", "próg %s, do %s" },
	[TEXT_WORKING_HIGHEST] = { "%s: highest read on %s", "%s: höchster Stand am %s", "%s : relevé maximal le %s", "%s: najwyższy odczyt w dniu %s" },
	[TEXT_WORKING_MINIMUM] = { "minimum less usage: %s", "Mindestbetrag abzüglich Verbrauch: %s", "minimum moins consommation : %s",
	    "minimum minus zużycie: %s" },
	[TEXT_WORKING_ONCE] = { "One-off charge of %s", "Einmaliger Posten vom %s", "Poste unique du %s", "Pozycja jednorazowa z dnia %s" },
	[TEXT_WORKING_WEEKLY] = { "Weekly charge of %s", "Wöchentlicher Posten vom %s", "Poste hebdomadaire du %s",
	    "Pozycja tygodniowa z dnia %s" },
	[TEXT_WORKING_MONTHLY] = { "Monthly charge of %s", "Monatlicher Posten vom %s", "Poste mensuel du %s",
	    "Pozycja miesięczna z dnia %s" },
	[TEXT_WORKING_QUARTERLY] = { "Quarterly charge of %s", "Vierteljährlicher Posten vom %s", "Poste trimestriel du %s",
	    "Pozycja kwartalna z dnia %s" },
	[TEXT_WORKING_ANNUAL] = { "Annual charge of %s", "Jährlicher Posten vom %s", "Poste annuel du %s", "Pozycja roczna z dnia %s" },
	[TEXT_WORKING_LATE] = { "not billed before", "bisher nicht berechnet", "non facturé auparavant", "dotąd nierozliczona" },
	[TEXT_WORKING_UNIT_DAYS] = { "days", "Tage", "jours", "dni" },
	[TEXT_WORKING_UNIT_MONTHS] = { "months", "Monate", "mois", "mies." },
};

/* What layout files call them: the names above, in small letters and in the same order. */
static const char *const KEYS[] = {
	"invoice", "tax_invoice", "credit_note", "cancels", "copy", "continued", "page", "invoice_number", "credit_number",
	"invoice_date", "account_number", "account_name", "period", "supply_address", "site", "plan", "tax_number",
	"previous", "received", "adjusted", "this_bill", "this_credit", "amount_due", "due_by", "copy_paid", "nothing_to_pay",
	"settled", "in_credit", "credit_kept", "balance", "after_credit", "charges", "description", "days", "tier",
	"meter", "quantity", "unit_price", "tax", "amount", "subtotal", "carried", "brought", "no_charges",
	"electricity", "water", "gas", "service", "other_charges", "discounts", "all_day", "peak", "shoulder",
	"off_peak", "demand", "cold_water", "hot_water", "tax_summary", "rate", "net", "net_total", "tax_total",
	"gross", "total", "tax_per_line", "reads", "meter_type", "from", "to", "reading", "multiplier", "use",
	"estimated", "rolled_over", "use_over_time", "daily_average", "this_period", "last_period", "last_year",
	"change", "messages", "how_to_pay", "bank_transfer", "account_holder", "bank_account", "biller_code",
	"reference", "questions", "part_receipt", "part_payment", "part_account", "part_reference", "part_information", "part_payer",
	"part_payer_blank", "part_currency", "part_amount", "part_acceptance", "statement", "reminder", "second_reminder", "last_reminder", "letter_number", "movements", "overdue",
	"date", "entry", "due", "days_late", "level", "open", "running", "opening", "closing", "invoices", "payment", "adjustment", "as_of",
	"age", "not_due", "late", "working_days", "working_together", "working_between", "working_above", "working_up_to", "working_highest",
	"working_minimum", "working_once", "working_weekly", "working_monthly", "working_quarterly", "working_annual", "working_late",
	"working_unit_days", "working_unit_months",
};
_Static_assert(LENGTH(KEYS) == TEXT_COUNT, "a key for each text");

static const char *const MONTHS[TEXTS_LANGUAGES][12] = {
	[TEXTS_EN] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" },
	[TEXTS_DE] = { "Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez" },
	[TEXTS_FR] = { "janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc" },
	[TEXTS_PL] = { "sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru" },
};

const char *
texts_find(enum texts_language language, enum text text)
{
	return (TEXTS[text][language] != NULL ? TEXTS[text][language] : "");
}

enum text
texts_key(const char *key)
{
	int text;

	for (text = 0; text < TEXT_COUNT && strcmp(KEYS[text], key) != 0; text++)
		;
	return ((enum text)text);
}

bool
texts_same_gaps(enum text text, enum texts_language language, const char *other)
{
	const char *form = texts_find(language, text);
	int gaps = 0;

	/* Count them up in one and down in the other. */
	while ((form = strchr(form, '%')) != NULL) {
		gaps++;
		form++;
	}
	while ((other = strchr(other, '%')) != NULL) {
		if (other[1] != 's')
			return (false);
		gaps--;
		other++;
	}
	return (gaps == 0);
}

const char *
texts_name(enum text text)
{
	return (KEYS[text]);
}

const char *
texts_month(enum texts_language language, int month)
{
	return (MONTHS[language][month - 1]);
}
