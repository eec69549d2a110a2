#include "spool/intent.h"

#include <ctype.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "spool/publish.h"

#define LARGEST 8192 /* bytes of the file; three names of 255 bytes, all escaped, are 2.3 kB */

/* One line, with the value's odd bytes as %XX. */
static void
add_intent_line(struct buf *text, const char *key, const char *value)
{
	const unsigned char *c;

	buf_printf(text, "%s=", key);
	for (c = (const unsigned char *)value; *c != '\0'; c++) {
		if (*c < 0x20 || *c == '%' || *c >= 0x7f)
			buf_printf(text, "%%%02X", *c);
		else
			buf_add_char(text, (char)*c);
	}
	buf_add_char(text, '\n');
}

int
intent_save(const struct spool *spool, const struct claim *claim, struct err *e)
{
	struct buf text = BUF_EMPTY;
	int rc;

	add_intent_line(&text, "id", claim->id);
	add_intent_line(&text, "kind", claim->kind == ARRIVAL_IMPORT ? "import" : "request");
	add_intent_line(&text, "folder", claim->folder);
	add_intent_line(&text, "door", claim->door);
	add_intent_line(&text, "name", claim->name);
	buf_printf(&text, "arrived_ns=%lld\n", (long long)claim->arrived_ns);
	buf_printf(&text, "uid=%lu\n", (unsigned long)claim->uid);
	add_intent_line(&text, "end", "yes");
	rc = publish_file(spool, FOLDER_WORK, INTENT_NAME, text.data, text.length, e);
	buf_release(&text);
	return (rc);
}

/* Undo %XX in place; false if one is broken. */
static bool
unescape(char *value)
{
	char *to = value;
	unsigned int byte;

	for (; *value != '\0'; value++, to++) {
		*to = *value;
		if (*value != '%')
			continue;
		if (!isxdigit((unsigned char)value[1]) || !isxdigit((unsigned char)value[2]) ||
		    sscanf(value + 1, "%2x", &byte) != 1 || byte == 0)
			return (false);
		*to = (char)byte;
		value += 2;
	}
	*to = '\0';
	return (true);
}

/*
 * The value of the next line, which must have this key; NULL if it has not. Moves *text past the
 * line.
 */
static char *
take_line(char **text, const char *key)
{
	size_t length = strlen(key);
	char *value = *text + length + 1;
	char *end = strchr(*text, '\n');

	if (end == NULL || strncmp(*text, key, length) != 0 || (*text)[length] != '=')
		return (NULL);
	*end = '\0';
	*text = end + 1;
	return (unescape(value) ? value : NULL);
}

/* Take the text apart, in place; false if intent_save did not write it so. */
static bool
parse(char *text, struct claim *claim)
{
	char *id = take_line(&text, "id");
	char *kind = id != NULL ? take_line(&text, "kind") : NULL;
	char *folder = kind != NULL ? take_line(&text, "folder") : NULL;
	char *door = folder != NULL ? take_line(&text, "door") : NULL;
	char *name = door != NULL ? take_line(&text, "name") : NULL;
	char *arrived = name != NULL ? take_line(&text, "arrived_ns") : NULL;
	char *uid = arrived != NULL ? take_line(&text, "uid") : NULL;
	char *end = uid != NULL ? take_line(&text, "end") : NULL;
	int64_t owner = 0;

	if (end == NULL || strcmp(end, "yes") != 0 || strlen(id) >= sizeof(claim->id) ||
	    strchr(name, '/') != NULL || !text_to_int(arrived, 0, INT64_MAX, &claim->arrived_ns) ||
	    !text_to_int(uid, 0, UINT32_MAX, &owner))
		return (false);
	claim->uid = (uint32_t)owner;
	(void)snprintf(claim->id, sizeof(claim->id), "%s", id);
	claim->kind = strcmp(kind, "import") == 0 ? ARRIVAL_IMPORT : ARRIVAL_REQUEST;
	claim->folder = memory_string(folder);
	claim->door = memory_string(door);
	claim->name = memory_string(name);
	return (true);
}

int
intent_load(const struct spool *spool, struct claim *claim, bool *present, struct err *e)
{
	struct buf text = BUF_EMPTY;
	int rc = publish_find(spool, FOLDER_WORK, INTENT_NAME, LARGEST, &text, e);
	bool damaged = rc < 0 && e->kind == ERR_REJECT;

	*present = false;
	if (rc == 1) {
		*present = strlen(buf_text(&text)) == text.length && text.length > 0 &&
		    parse(text.data, claim);
		damaged = !*present;
	}
	if (damaged) {
		log_event("intent_damaged", "file", "work/" INTENT_NAME, NULL);
		err_clear(e);
	}
	buf_release(&text);
	return (rc < 0 && !damaged ? -1 : 0);
}
