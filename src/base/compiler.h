#ifndef BASE_COMPILER_H
#define BASE_COMPILER_H

/* compiler: names for the attributes that our prototypes carry. */

/* The result says whether it worked; the caller must look. */
#define NODISCARD __attribute__((warn_unused_result))

/* A formatter: argument fmt is a printf format, checked against those from args on. */
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* A list of strings that ends with NULL. */
#define NULL_TERMINATED __attribute__((sentinel))

/* Number of elements of an array (not of a pointer). */
#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#endif
