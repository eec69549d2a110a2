#ifndef DOCUMENT_LAYOUT_FIELDS_H
#define DOCUMENT_LAYOUT_FIELDS_H

#include "layout/source.h"

/*
 * layout_fields: the fields that a layout may have in braces, {due_date} and the like. The subject
 * of each is a document: its facts are a struct document_model, its maker is a struct sheet
 * (sheet_expression and sheet_holds make it).
 */
extern const struct source_list LAYOUT_FIELDS;

#endif
