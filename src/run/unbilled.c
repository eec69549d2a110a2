#include "run/unbilled.h"

#include "base/background.h"
#include "base/memory.h"
#include "rating/rating.h"
#include "rating/reads.h"
#include "run/findings.h"
#include "store/exception.h"
#include "store/meter.h"
#include "store/run.h"
#include "store/txn.h"

/*
 * How many accounts pass from one thread to the other at a time, and how many such batches there
 * are: one is read, one is rated, one is handed over.
 */
#define BATCH_ACCOUNTS 256
#define BATCHES 3

static const char *const OUTCOMES[] = {
	[RATING_BILLED] = "BILLED",
	[RATING_NOT_DUE] = "NOT_DUE",
	[RATING_ON_HOLD] = "ON_HOLD",
	[RATING_FULLY_BILLED] = "FULLY_BILLED",
	[RATING_EXCEPTED] = "EXCEPTED",
};

/* One account in a batch: it is read, it is rated, and its bill is stored and handed over. */
struct rated {
	struct account account;
	struct rating_result result;
	const char *const *workings; /* workings of its lines, to be stored */
	struct unbilled_account bill; /* .result is NULL if there is no bill to hand over */
	int64_t reads;
};

/*
 * A batch, and the jobs of the background thread for it; an error of theirs waits here for the main
 * thread.
 */
struct batch {
	struct generation *g;
	struct background_job rate, tell;
	struct arena arena; /* memory of these accounts */
	const struct building *building;
	bool last; /* the last accounts of the building are in it */
	struct rated accounts[BATCH_ACCOUNTS];
	size_t count;
	int rc;
	struct err e;
};

/* A generation, while it is done. */
struct generation {
	struct database *db;
	const struct unbilled_order *order;
	struct account_prices prices;
	struct unbilled_tally *tally;
	struct background *background;
	struct batch *batches; /* BATCHES of them, which are used in turn */
	size_t next; /* counts the batches used; its remainder is the next one */
	struct batch
	    *before; /* read and posted to be rated, not stored yet; NULL before the first */
	struct unbilled_tally building; /* counts for the building whose batches are stored now */
	int64_t done, total;
};

/* Count the reads after the last bill (or the opening), which this run has to account for. */
static int64_t
count_reads(const struct rating_case *facts)
{
	int32_t start = facts->billed_to != DATE_NONE ? facts->billed_to : facts->open - 1;
	int64_t count = 0;
	int32_t day;
	size_t m, r;

	for (m = 0; m < facts->meter_count; m++) {
		for (r = 0; r < facts->meters[m].read_count; r++) {
			day = reads_boundary(&facts->meters[m].reads[r]);
			count += day > start && day <= facts->end_date;
		}
	}
	return (count);
}

/*
 * Rate the accounts of a batch that was read. Runs in the background, and uses no database and no
 * file.
 */
static void
rate_batch(void *context)
{
	struct batch *batch = context;
	struct rated *p;
	size_t i;

	for (i = 0; i < batch->count && batch->rc == 0; i++) {
		p = &batch->accounts[i];
		p->result = (struct rating_result){ 0 };
		p->reads = count_reads(&p->account.facts);
		batch->rc = rating_rate(&p->account.facts, &batch->arena, &p->result, &batch->e);
		p->workings = txn_workings(&p->result, &batch->arena);
	}
}

/* Hand over a batch's bills, after they are stored. Runs in the background, too. */
static void
tell_batch(void *context)
{
	struct batch *batch = context;
	const struct unbilled_order *order = batch->g->order;
	size_t i;

	for (i = 0; i < batch->count && batch->rc == 0; i++)
		if (batch->accounts[i].bill.result != NULL)
			batch->rc =
			    order->billed(order->context, &batch->accounts[i].bill, &batch->e);
}

/* Wait for a job of a batch, and return its error if it failed. */
static int
wait_for(struct generation *g, struct batch *batch, struct background_job *job, struct err *e)
{
	background_wait(g->background, job);
	if (batch->rc != 0)
		*e = batch->e;
	return (batch->rc);
}

/*
 * Read the facts of the building's next accounts into a free batch. If it stays empty there are no
 * more.
 */
static int
read_batch(struct generation *g, struct batch *batch, struct err *e)
{
	struct account *account;
	int rc = 1;

	arena_reset(&batch->arena);
	for (batch->count = 0; batch->count < BATCH_ACCOUNTS; batch->count++) {
		account = &batch->accounts[batch->count].account;
		if ((rc = account_next(g->db, &batch->arena, account, e)) != 1)
			break;
		account->facts.end_date = g->order->end_date;
		account->facts.rules = g->order->rules;
		account->facts.prices = account_prices_of(&g->prices, account->facts.plan_code,
		    &account->facts.price_count);
		if (meter_read_all(g->db, &batch->arena, account, e) != 0 ||
		    account_read_charges(g->db, &batch->arena, account, e) != 0)
			return (-1);
	}
	return (rc < 0 ? -1 : 0);
}

/* Store the result of one account. */
static int
store_account(struct generation *g, const struct txn_owner *owner, const char *building,
    struct rated *p, struct err *e)
{
	const struct rating_result *result = &p->result;
	const struct findings findings = { g->db, owner, &p->account, result };

	p->bill = (struct unbilled_account){ building, &p->account, NULL, false };
	g->building.accounts[result->outcome]++;
	g->building.reads[result->outcome] += p->reads;
	if (findings_keep(&findings, &g->tally->exceptions, &p->bill.blocked, e) != 0)
		return (-1);
	if (result->outcome != RATING_BILLED)
		return (0);
	g->tally->total_minor += result->total_minor;
	p->bill.result = result;
	if (txn_add(g->db, owner, result, p->workings, e) != 0)
		return (err_context(e, "account %s", p->account.number));
	return (0);
}

/*
 * Store how many accounts of the building had which outcome, for its proof, and begin to count
 * anew.
 */
static int
keep_counts(struct generation *g, const struct building *building, struct err *e)
{
	const struct unbilled_tally counts = g->building;
	struct run_count count = { .run = g->order->run, .building = building->id };
	size_t i;

	g->building = (struct unbilled_tally){ 0 };
	for (i = 0; i <= RATING_EXCEPTED; i++) {
		if (counts.accounts[i] == 0)
			continue;
		g->tally->accounts[i] += counts.accounts[i];
		g->tally->reads[i] += counts.reads[i];
		count.outcome = OUTCOMES[i];
		count.accounts = counts.accounts[i];
		count.reads = counts.reads[i];
		if (run_add_count(g->db, &count, e) != 0)
			return (-1);
	}
	return (0);
}

/* Store a batch once it is rated, and have it handed over. */
static int
store_batch(struct generation *g, struct batch *batch, struct err *e)
{
	const struct building *building = batch->building;
	struct txn_owner owner = { .run = g->order->run, .building = building->id };
	size_t i;

	if (wait_for(g, batch, &batch->rate, e) != 0)
		return (-1);
	for (i = 0; i < batch->count; i++) {
		owner.account = batch->accounts[i].account.id;
		if (store_account(g, &owner, building->code, &batch->accounts[i], e) != 0)
			return (err_context(e, "building %s", building->code));
		progress_tick(&g->order->progress, ++g->done, g->total);
	}
	background_post(g->background, &batch->tell);
	return (batch->last ? keep_counts(g, building, e) : 0);
}

/* Store the batch that was rated while another was read. */
static int
store_before(struct generation *g, struct err *e)
{
	struct batch *before = g->before;

	g->before = NULL;
	return (before == NULL ? 0 : store_batch(g, before, e));
}

/*
 * Bill all accounts of one building: while a batch is rated, store the batch before it, which may
 * be of the building before.
 */
static int
bill_building(struct generation *g, const struct building *building, struct err *e)
{
	struct batch *batch;

	if (txn_clear(g->db, g->order->run, building->id, e) != 0 ||
	    account_begin(g->db, g->order->run, building->id, e) != 0)
		return (err_context(e, "building %s", building->code));
	do {
		batch = &g->batches[g->next++ % BATCHES];
		if (wait_for(g, batch, &batch->tell, e) != 0)
			return (-1);
		if (read_batch(g, batch, e) != 0)
			return (err_context(e, "building %s", building->code));
		batch->building = building;
		batch->last = batch->count < BATCH_ACCOUNTS;
		background_post(g->background, &batch->rate);
		if (store_before(g, e) != 0)
			return (-1);
		g->before = batch;
	} while (!batch->last);
	return (0);
}

/* Count the accounts of all buildings. */
static int
count_accounts(struct generation *g, struct err *e)
{
	const struct building_set *buildings = &g->order->buildings;
	int64_t count;
	size_t i;

	for (i = 0; i < buildings->count; i++) {
		if (account_count(g->db, g->order->run, buildings->items[i].id, &count, e) < 0)
			return (-1);
		g->total += count;
	}
	return (0);
}

/* Do everything, but for starting the background and freeing memory. */
static int
generate_all(struct generation *g, struct err *e)
{
	const struct building_set *buildings = &g->order->buildings;
	size_t i;

	if (count_accounts(g, e) != 0 || txn_scope_open(g->db, buildings, e) != 0)
		return (-1);
	for (i = 0; i < buildings->count; i++)
		if (bill_building(g, &buildings->items[i], e) != 0)
			return (-1);
	if (store_before(g, e) != 0)
		return (-1);
	for (i = 0; i < BATCHES; i++)
		if (wait_for(g, &g->batches[i], &g->batches[i].tell, e) != 0)
			return (-1);
	if (exception_open_count(g->db, g->order->run, &g->tally->open, e) < 0)
		return (-1);
	return (txn_scope_close(g->db, e));
}

/* Start the background, and make free batches: their jobs count as done. */
static void
begin_batches(struct generation *g)
{
	size_t i;

	g->background = background_start();
	g->batches = memory_new(BATCHES, sizeof(*g->batches));
	for (i = 0; i < BATCHES; i++) {
		g->batches[i] = (struct batch){ .g = g, .arena = ARENA_EMPTY };
		g->batches[i].rate =
		    (struct background_job){ .run = rate_batch, .context = &g->batches[i] };
		g->batches[i].tell = (struct background_job){
			.run = tell_batch, .context = &g->batches[i], .done = true
		};
	}
}

static void
end_batches(struct generation *g)
{
	size_t i;

	background_stop(g->background);
	for (i = 0; i < BATCHES; i++)
		arena_release(&g->batches[i].arena);
	free(g->batches);
}

int
unbilled_generate(struct database *db, const struct unbilled_order *order,
    struct unbilled_tally *tally, struct err *e)
{
	struct arena plans = ARENA_EMPTY;
	struct generation g = { .db = db, .order = order, .tally = tally };
	int rc;

	*tally = (struct unbilled_tally){ 0 };
	begin_batches(&g);
	rc = account_prices_load(db, &plans, &g.prices, e);
	if (rc == 0)
		rc = generate_all(&g, e);
	end_batches(&g);
	arena_release(&plans);
	return (rc);
}
