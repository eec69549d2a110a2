#include "spool/seen.h"

#include "base/memory.h"

#define FIRST_ROOM 64

/* Where in the table dev and ino are, or would be. */
static struct seen_file *
find_seen(const struct seen_table *table, uint64_t dev, uint64_t ino)
{
	/* Inodes are handed out in runs: spread them by a multiplication (Knuth, TAOCP 3, 6.4). */
	uint64_t hash = (ino ^ dev << 32) * UINT64_C(0x9e3779b97f4a7c15);
	size_t at = (size_t)(hash >> 32) & (table->room - 1);
	struct seen_file *slot;

	for (;; at = (at + 1) & (table->room - 1)) {
		slot = &table->slots[at];
		if (slot->since_ms == 0 || (slot->dev == dev && slot->ino == ino))
			return (slot);
	}
}

/* Twice the room. */
static void
grow(struct seen_table *table)
{
	struct seen_table larger = { 0 };
	size_t i;

	larger.room = table->room > 0 ? 2 * table->room : FIRST_ROOM;
	larger.count = table->count;
	larger.slots = memory_new(larger.room, sizeof(*larger.slots));
	for (i = 0; i < table->room; i++)
		if (table->slots[i].since_ms != 0)
			*find_seen(&larger, table->slots[i].dev, table->slots[i].ino) =
			    table->slots[i];
	free(table->slots);
	*table = larger;
}

void
seen_begin(struct seen *seen)
{
	free(seen->before.slots);
	seen->before = seen->now;
	seen->now = (struct seen_table){ 0 };
}

/* Is it as it was? */
static bool
is_same(const struct seen_file *a, const struct seen_file *b)
{
	return (a->size == b->size && a->blocks == b->blocks && a->ctime_ns == b->ctime_ns);
}

struct seen_file *
seen_note(struct seen *seen, const struct seen_file *file, int64_t now_ms)
{
	struct seen_file *slot;
	const struct seen_file *old = NULL;

	/* At most half full, so that a search is short. */
	if (2 * seen->now.count >= seen->now.room)
		grow(&seen->now);
	slot = find_seen(&seen->now, file->dev, file->ino);
	if (slot->since_ms == 0)
		seen->now.count++;

	*slot = *file;
	slot->since_ms = now_ms;
	slot->settled = false;
	if (seen->before.room > 0)
		old = find_seen(&seen->before, file->dev, file->ino);
	if (old != NULL && old->since_ms != 0 && is_same(old, slot)) {
		slot->since_ms = old->since_ms;
		slot->settled = old->settled;
	}
	return (slot);
}

const struct seen_file *
seen_recall(const struct seen *seen, uint64_t dev, uint64_t ino, uint64_t name)
{
	const struct seen_file *old;

	if (seen->before.room == 0)
		return (NULL);
	old = find_seen(&seen->before, dev, ino);
	return (old->since_ms != 0 && old->settled && old->name == name ? old : NULL);
}

void
seen_release(struct seen *seen)
{
	free(seen->before.slots);
	free(seen->now.slots);
	*seen = (struct seen){ 0 };
}
