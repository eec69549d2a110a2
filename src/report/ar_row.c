#include "report/ar_row.h"

#include "base/compiler.h"

#define FIELD(name, type, member) \
	{ #name, type, false, offsetof(struct ar_row, member), NULL, NULL }
#define TEXT_FIELD(name) FIELD(name, SOURCE_TEXT, name)
#define DATE_FIELD(name) FIELD(name, SOURCE_DATE, name)
#define MONEY_FIELD(name) FIELD(name, SOURCE_MONEY, name##_minor)
#define DECIMAL_FIELD(name) FIELD(name, SOURCE_DECIMAL, name)

#define INVOICE_FIELDS \
	TEXT_FIELD(run), TEXT_FIELD(invoice_number), TEXT_FIELD(account_number), \
	    TEXT_FIELD(account_name), TEXT_FIELD(sales_cust_number), TEXT_FIELD(building_code), \
	    TEXT_FIELD(site), TEXT_FIELD(supply_address), TEXT_FIELD(plan), TEXT_FIELD(currency), \
	    TEXT_FIELD(file), TEXT_FIELD(delivery), TEXT_FIELD(email), TEXT_FIELD(sender_name), \
	    TEXT_FIELD(reverses), DATE_FIELD(invoice_date), DATE_FIELD(due_date), \
	    DATE_FIELD(period_from), DATE_FIELD(period_to), MONEY_FIELD(net), MONEY_FIELD(tax), \
	    MONEY_FIELD(gross), MONEY_FIELD(balance_before), MONEY_FIELD(balance_after)

static const struct source OF_INVOICE[] = { INVOICE_FIELDS };
static const struct source OF_LINE[] = { INVOICE_FIELDS, TEXT_FIELD(group), TEXT_FIELD(description),
	TEXT_FIELD(meter), TEXT_FIELD(unit), DECIMAL_FIELD(quantity), DECIMAL_FIELD(price),
	DATE_FIELD(line_from), DATE_FIELD(line_to), FIELD(line, SOURCE_NUMBER, line),
	MONEY_FIELD(line_net), TEXT_FIELD(tax_code) };
static const struct source OF_TAX[] = { INVOICE_FIELDS, TEXT_FIELD(tax_code),
	DECIMAL_FIELD(tax_percent), MONEY_FIELD(taxed), MONEY_FIELD(tax_amount) };

#define HELP \
	"those that there are, by `rows`, are in templates/ar/README.md of the program's source"
const struct source_list AR_ROW_FIELDS[] = {
	[AR_INVOICE] = { OF_INVOICE, LENGTH(OF_INVOICE), HELP },
	[AR_LINE] = { OF_LINE, LENGTH(OF_LINE), HELP },
	[AR_TAX] = { OF_TAX, LENGTH(OF_TAX), HELP },
};
