#ifndef BASE_COMPILER_H
#define BASE_COMPILER_H

/* compiler: names for the attributes that our prototypes carry, and for what compilers are told. */

/* The result says whether it worked; the caller must look. */
#define NODISCARD __attribute__((warn_unused_result))

/* It does not come back. */
#define NORETURN __attribute__((noreturn))

/* A formatter: argument fmt is a printf format, checked against those from args on. */
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* A list of strings that ends with NULL. */
#define NULL_TERMINATED __attribute__((sentinel))

/* Between these stand headers of others that are not as clean as ours. */
#define FOREIGN_BEGIN \
	_Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wconversion\"") \
	    _Pragma("GCC diagnostic ignored \"-Wsign-conversion\"") \
		_Pragma("GCC diagnostic ignored \"-Wcast-qual\"") \
		    _Pragma("GCC diagnostic ignored \"-Wpedantic\"")
#define FOREIGN_END _Pragma("GCC diagnostic pop")

/* Number of elements of an array (not of a pointer). */
#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#endif
