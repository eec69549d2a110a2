#ifndef STORE_INVOICE_COLUMNS_H
#define STORE_INVOICE_COLUMNS_H

/*
 * invoice_columns: the facts that a document states about itself and its account. Each is frozen
 * into a column of table invoice when the invoice is drafted, so that its files are a pure function
 * of these rows, and each is a row of this table: a new one needs the column in the schema, a row
 * here, and whatever draws it.
 *
 *     COLUMN(type, name, drafted, reversed, letter)
 *
 * type: text, day (DATE_NONE is NULL) or number (a whole number, or minor units). The others are
 * the SQL that finds its value. drafted: for an invoice, from its transaction t, account a,
 * building b and the parameters of DRAFT_ADD. reversed: for a reversal, from the invoice i that it
 * reverses, the account's balance l.balance and the parameters of DRAFT_REVERSAL_ADD. letter: for a
 * statement or reminder, from letter t and account a; this is computed whenever the letter is read,
 * and stored nowhere.
 *
 * The uses: INSERT and SELECT of store/sql_run.def, and the code that reads documents.
 */
/* clang-format off */
#define INVOICE_EACH_COLUMN(COLUMN) \
	COLUMN(day, invoice_day, ":invoice_day", ":invoice_day", "t.letter_day") \
	COLUMN(day, due_day, ":invoice_day + coalesce(b.payment_terms_days, :terms_days)", \
	    ":invoice_day", "t.due_day") \
	COLUMN(day, period_from, "t.period_from", "i.period_from", "t.from_day") \
	COLUMN(day, period_to, "t.period_to", "i.period_to", "t.to_day") \
	COLUMN(text, account_name, "a.name", "i.account_name", "t.account_name") \
	COLUMN(text, sales_cust_number, "a.sales_cust_number", \
	    "i.sales_cust_number", "a.sales_cust_number") \
	COLUMN(text, recipient, ":recipient", "i.recipient", "t.recipient") \
	COLUMN(text, postcode, "a.postal_postcode", "i.postcode", "t.postcode") \
	COLUMN(text, payer, ":payer", "''", "t.payer") \
	COLUMN(text, abroad, "postal_abroad(a.postal_country, b.country)", \
	    "i.abroad", "t.abroad") \
	COLUMN(text, supply_address, ":supply_address", "i.supply_address", "t.supply_address") \
	COLUMN(text, site, "a.site", "i.site", "t.site") \
	COLUMN(text, plan_code, "a.plan_code", "i.plan_code", "''") \
	COLUMN(text, product, "a.product", "i.product", "a.product") \
	COLUMN(text, language, "coalesce(nullif(a.language, ''), :language)", \
	    "i.language", "t.language") \
	COLUMN(text, message, "a.message", ":message", "''") \
	COLUMN(text, delivery, ":delivery", "i.delivery", "t.delivery") \
	COLUMN(text, email, "CASE :delivery WHEN 'EMAIL' THEN a.email ELSE '' END", \
	    "i.email", "t.email") \
	COLUMN(text, cc_email, "CASE :delivery WHEN 'EMAIL' THEN a.cc_email ELSE '' END", \
	    "i.cc_email", "t.cc_email") \
	COLUMN(number, net_minor, "t.net_minor", "-i.net_minor", "0") \
	COLUMN(number, tax_minor, "t.tax_minor", "-i.tax_minor", "0") \
	COLUMN(number, total_minor, "t.total_minor", "-i.total_minor", "t.invoiced_minor") \
	COLUMN(number, previous_minor, ":balance + :received - :adjusted", \
	    "l.balance", "t.opening_minor") \
	COLUMN(number, received_minor, ":received", "0", "t.received_minor") \
	COLUMN(number, adjusted_minor, ":adjusted", "0", "t.adjusted_minor") \
	COLUMN(number, balance_before_minor, ":balance", "l.balance", "t.opening_minor") \
	COLUMN(number, balance_after_minor, ":balance + t.total_minor", \
	    "l.balance - i.total_minor", "t.closing_minor")

/*
 * Uses: members of a struct, their names for RECORD, and the lists of SQL; each but the first
 * continues a list, and begins with a comma.
 */
#define INVOICE_COLUMN_text const char *
#define INVOICE_COLUMN_day int32_t
#define INVOICE_COLUMN_number int64_t
#define INVOICE_COLUMN_MEMBER(type, name, drafted, reversed, letter) INVOICE_COLUMN_##type name;
#define INVOICE_COLUMN_ITEM(type, name, drafted, reversed, letter) , name
#define INVOICE_COLUMN_NAME(type, name, drafted, reversed, letter) ", " #name
#define INVOICE_COLUMN_DRAFTED(type, name, drafted, reversed, letter) ", " drafted
#define INVOICE_COLUMN_REVERSED(type, name, drafted, reversed, letter) ", " reversed
#define INVOICE_COLUMN_READ(type, name, drafted, reversed, letter) ", i." #name
#define INVOICE_COLUMN_OF_LETTER(type, name, drafted, reversed, letter) ", " letter " AS " #name
/* clang-format on */

#endif
