#ifndef CONFIG_SETTINGS_H
#define CONFIG_SETTINGS_H

#include "base/err.h"
#include "base/arena.h"
#include "intake/intake.h"
#include "rating/facts.h"

/*
 * settings: billspool.conf, read once at start. Everything in it lives in its arena.
 * config/settings.def is the table of all keys, with their defaults and a line that explains each;
 * the commented file that `init` leaves in a new spool and the page of the manual come of it.
 */
/* [mail]: how released emails leave. Texts are "" where nothing was set. */
struct settings_mail {
	const char *host;           /* of the relay */
	int port;
	const char *tls;            /* auto, required or off */
	const char *ca_file;        /* certificates to trust; the system's where empty */
	const char *user, *password_file;
	const char *from, *from_name, *reply_to, *bounce_address;
	const char *list_unsubscribe;
	const char *helo;           /* the name that we give in EHLO */
	int session_messages;       /* most on one connection */
	int per_minute, per_domain; /* most a minute, in all and to one domain; 0: no limit */
	int retry_minutes;          /* before the second try; then twice as long each time */
	int retry_hours;            /* after so long it is held */
	int timeout_seconds;        /* to wait for the relay */
	const char *auto_release;   /* building codes, or * */
	const char *bounce_maildir;
	bool bounce_to_post;        /* bills that came back go by post */
};

struct settings {
	struct arena arena;
	/* [spool] */
	const char *database;       /* path, relative to the spool */
	int settle_ms; /* a dropped file is left alone until it has not changed for so long */
	int scan_ms; /* periodic look at the drop folders, even without an event of inotify */
	int retry_seconds; /* first pause before a request is tried again after a fault of the
	                      machine */
	int retries; /* number of tries; then the request fails */
	int incomplete_seconds; /* an upload padded with NULs is waited for so long */
	int64_t request_bytes; /* largest request */
	int64_t import_bytes; /* largest import */
	int workers; /* threads that draw; 0: one a core */
	bool identity_owner; /* the owner of the file asks; else the agent of the folder */
	bool four_eyes; /* an approval needs another person than the one who ran the transactions */
	/* [billing] */
	const char *company; /* name on the letterhead where the building has none of its own */
	const char *company_email;
	const char *currency;
	const char *language;
	const char *ar_formats;
	const char *invoice_prefix;
	int invoice_width; /* digits of the number after the prefix */
	int payment_terms_days;
	const char *date_format;
	const char *font_regular, *font_bold, *font_other_regular, *font_other_bold, *layout, *logo,
	    *accent;
	const char *mail_subject; /* "": that of the mail template */
	const char *time_zone; /* of schedules whose buildings have none, or several */
	const char
	    *holidays; /* path of the list of holidays, relative to the spool; it may be missing */
	/* [print] */
	int print_sheets; /* in a bundle, at most */
	bool print_duplex;
	bool print_by_building; /* else by postcode */
	int print_sheet_decigrams; /* weight of a sheet, in tenths of a gram */
	const char *print_marks;
	int print_text_clear; /* white around a text mark, in mm */
	/* [letters] */
	const char *statement_layout, *reminder_layout;
	int reminder_after_days; /* an invoice must be overdue for so long */
	int reminder_again_days; /* from one level to the next */
	int reminder_levels; /* the last one; then people act */
	int reminder_pay_days; /* from the letter to the day that it asks for */
	int64_t reminder_minimum_minor;
	struct rating_rules rules; /* [tax], [exceptions], and the rating keys of [billing] */
	struct intake_settings intake; /* [imports] */
	struct settings_mail mail; /* [mail] */
};

/*
 * Read text (a billspool.conf); keys that are missing get their defaults. ERR_REJECT names line,
 * key, value and rule.
 */
int settings_parse(const char *text, struct settings *settings, struct err *e) NODISCARD;
void settings_release(struct settings *settings);

/* The commented billspool.conf with all defaults. Freed by the caller. */
char *settings_default_text(void);

/* The page manual/settings.md: every key, in Markdown. Freed by the caller. */
char *settings_page_text(void);

#endif
