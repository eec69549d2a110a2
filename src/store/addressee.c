#include "store/addressee.h"

#include "store/statement.h"

RECORD(addressee, wants_email, email, name, street_1, street_2, town, country, postcode, place,
    copy_name, copy_street_1, copy_street_2, copy_town, copy_country, home, supply_name, supply_1,
    supply_2, supply_town);

int
addressee_find(struct database *db, int64_t account, struct arena *arena,
    struct addressee *addressee, struct err *e)
{
	return (statement_find(db, ADDRESSEE_OF_ACCOUNT, &(struct by_account){ account }, arena,
	    addressee, e));
}
