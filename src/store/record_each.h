#ifndef STORE_RECORD_EACH_H
#define STORE_RECORD_EACH_H

/*
 * record_each: RECORD_EACH(do, tag, a, b, c) is do(tag, a), do(tag, b), do(tag, c), for up to 64 members;
 * RECORD_COUNT(a, b, c) is 3. The preprocessor has no loop, so this is one, written out.
 */
/* clang-format off */
#define RECORD_COUNT(...) RECORD_COUNT_(__VA_ARGS__, \
	64, 63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, \
	42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, \
	20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define RECORD_COUNT_( \
	a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, \
	a20, a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31, a32, a33, a34, a35, a36, \
	a37, a38, a39, a40, a41, a42, a43, a44, a45, a46, a47, a48, a49, a50, a51, a52, a53, \
	a54, a55, a56, a57, a58, a59, a60, a61, a62, a63, a64, count, ...) count
#define RECORD_EACH(do, tag, ...) RECORD_EACH_(RECORD_COUNT(__VA_ARGS__), do, tag, __VA_ARGS__)
#define RECORD_EACH_(count, do, tag, ...) RECORD_EACH__(count, do, tag, __VA_ARGS__)
#define RECORD_EACH__(count, do, tag, ...) RECORD_EACH_##count(do, tag, __VA_ARGS__)
#define RECORD_EACH_1(do, tag, a) do(tag, a)
#define RECORD_EACH_2(do, tag, a, ...) do(tag, a), RECORD_EACH_1(do, tag, __VA_ARGS__)
#define RECORD_EACH_3(do, tag, a, ...) do(tag, a), RECORD_EACH_2(do, tag, __VA_ARGS__)
#define RECORD_EACH_4(do, tag, a, ...) do(tag, a), RECORD_EACH_3(do, tag, __VA_ARGS__)
#define RECORD_EACH_5(do, tag, a, ...) do(tag, a), RECORD_EACH_4(do, tag, __VA_ARGS__)
#define RECORD_EACH_6(do, tag, a, ...) do(tag, a), RECORD_EACH_5(do, tag, __VA_ARGS__)
#define RECORD_EACH_7(do, tag, a, ...) do(tag, a), RECORD_EACH_6(do, tag, __VA_ARGS__)
#define RECORD_EACH_8(do, tag, a, ...) do(tag, a), RECORD_EACH_7(do, tag, __VA_ARGS__)
#define RECORD_EACH_9(do, tag, a, ...) do(tag, a), RECORD_EACH_8(do, tag, __VA_ARGS__)
#define RECORD_EACH_10(do, tag, a, ...) do(tag, a), RECORD_EACH_9(do, tag, __VA_ARGS__)
#define RECORD_EACH_11(do, tag, a, ...) do(tag, a), RECORD_EACH_10(do, tag, __VA_ARGS__)
#define RECORD_EACH_12(do, tag, a, ...) do(tag, a), RECORD_EACH_11(do, tag, __VA_ARGS__)
#define RECORD_EACH_13(do, tag, a, ...) do(tag, a), RECORD_EACH_12(do, tag, __VA_ARGS__)
#define RECORD_EACH_14(do, tag, a, ...) do(tag, a), RECORD_EACH_13(do, tag, __VA_ARGS__)
#define RECORD_EACH_15(do, tag, a, ...) do(tag, a), RECORD_EACH_14(do, tag, __VA_ARGS__)
#define RECORD_EACH_16(do, tag, a, ...) do(tag, a), RECORD_EACH_15(do, tag, __VA_ARGS__)
#define RECORD_EACH_17(do, tag, a, ...) do(tag, a), RECORD_EACH_16(do, tag, __VA_ARGS__)
#define RECORD_EACH_18(do, tag, a, ...) do(tag, a), RECORD_EACH_17(do, tag, __VA_ARGS__)
#define RECORD_EACH_19(do, tag, a, ...) do(tag, a), RECORD_EACH_18(do, tag, __VA_ARGS__)
#define RECORD_EACH_20(do, tag, a, ...) do(tag, a), RECORD_EACH_19(do, tag, __VA_ARGS__)
#define RECORD_EACH_21(do, tag, a, ...) do(tag, a), RECORD_EACH_20(do, tag, __VA_ARGS__)
#define RECORD_EACH_22(do, tag, a, ...) do(tag, a), RECORD_EACH_21(do, tag, __VA_ARGS__)
#define RECORD_EACH_23(do, tag, a, ...) do(tag, a), RECORD_EACH_22(do, tag, __VA_ARGS__)
#define RECORD_EACH_24(do, tag, a, ...) do(tag, a), RECORD_EACH_23(do, tag, __VA_ARGS__)
#define RECORD_EACH_25(do, tag, a, ...) do(tag, a), RECORD_EACH_24(do, tag, __VA_ARGS__)
#define RECORD_EACH_26(do, tag, a, ...) do(tag, a), RECORD_EACH_25(do, tag, __VA_ARGS__)
#define RECORD_EACH_27(do, tag, a, ...) do(tag, a), RECORD_EACH_26(do, tag, __VA_ARGS__)
#define RECORD_EACH_28(do, tag, a, ...) do(tag, a), RECORD_EACH_27(do, tag, __VA_ARGS__)
#define RECORD_EACH_29(do, tag, a, ...) do(tag, a), RECORD_EACH_28(do, tag, __VA_ARGS__)
#define RECORD_EACH_30(do, tag, a, ...) do(tag, a), RECORD_EACH_29(do, tag, __VA_ARGS__)
#define RECORD_EACH_31(do, tag, a, ...) do(tag, a), RECORD_EACH_30(do, tag, __VA_ARGS__)
#define RECORD_EACH_32(do, tag, a, ...) do(tag, a), RECORD_EACH_31(do, tag, __VA_ARGS__)
#define RECORD_EACH_33(do, tag, a, ...) do(tag, a), RECORD_EACH_32(do, tag, __VA_ARGS__)
#define RECORD_EACH_34(do, tag, a, ...) do(tag, a), RECORD_EACH_33(do, tag, __VA_ARGS__)
#define RECORD_EACH_35(do, tag, a, ...) do(tag, a), RECORD_EACH_34(do, tag, __VA_ARGS__)
#define RECORD_EACH_36(do, tag, a, ...) do(tag, a), RECORD_EACH_35(do, tag, __VA_ARGS__)
#define RECORD_EACH_37(do, tag, a, ...) do(tag, a), RECORD_EACH_36(do, tag, __VA_ARGS__)
#define RECORD_EACH_38(do, tag, a, ...) do(tag, a), RECORD_EACH_37(do, tag, __VA_ARGS__)
#define RECORD_EACH_39(do, tag, a, ...) do(tag, a), RECORD_EACH_38(do, tag, __VA_ARGS__)
#define RECORD_EACH_40(do, tag, a, ...) do(tag, a), RECORD_EACH_39(do, tag, __VA_ARGS__)
#define RECORD_EACH_41(do, tag, a, ...) do(tag, a), RECORD_EACH_40(do, tag, __VA_ARGS__)
#define RECORD_EACH_42(do, tag, a, ...) do(tag, a), RECORD_EACH_41(do, tag, __VA_ARGS__)
#define RECORD_EACH_43(do, tag, a, ...) do(tag, a), RECORD_EACH_42(do, tag, __VA_ARGS__)
#define RECORD_EACH_44(do, tag, a, ...) do(tag, a), RECORD_EACH_43(do, tag, __VA_ARGS__)
#define RECORD_EACH_45(do, tag, a, ...) do(tag, a), RECORD_EACH_44(do, tag, __VA_ARGS__)
#define RECORD_EACH_46(do, tag, a, ...) do(tag, a), RECORD_EACH_45(do, tag, __VA_ARGS__)
#define RECORD_EACH_47(do, tag, a, ...) do(tag, a), RECORD_EACH_46(do, tag, __VA_ARGS__)
#define RECORD_EACH_48(do, tag, a, ...) do(tag, a), RECORD_EACH_47(do, tag, __VA_ARGS__)
#define RECORD_EACH_49(do, tag, a, ...) do(tag, a), RECORD_EACH_48(do, tag, __VA_ARGS__)
#define RECORD_EACH_50(do, tag, a, ...) do(tag, a), RECORD_EACH_49(do, tag, __VA_ARGS__)
#define RECORD_EACH_51(do, tag, a, ...) do(tag, a), RECORD_EACH_50(do, tag, __VA_ARGS__)
#define RECORD_EACH_52(do, tag, a, ...) do(tag, a), RECORD_EACH_51(do, tag, __VA_ARGS__)
#define RECORD_EACH_53(do, tag, a, ...) do(tag, a), RECORD_EACH_52(do, tag, __VA_ARGS__)
#define RECORD_EACH_54(do, tag, a, ...) do(tag, a), RECORD_EACH_53(do, tag, __VA_ARGS__)
#define RECORD_EACH_55(do, tag, a, ...) do(tag, a), RECORD_EACH_54(do, tag, __VA_ARGS__)
#define RECORD_EACH_56(do, tag, a, ...) do(tag, a), RECORD_EACH_55(do, tag, __VA_ARGS__)
#define RECORD_EACH_57(do, tag, a, ...) do(tag, a), RECORD_EACH_56(do, tag, __VA_ARGS__)
#define RECORD_EACH_58(do, tag, a, ...) do(tag, a), RECORD_EACH_57(do, tag, __VA_ARGS__)
#define RECORD_EACH_59(do, tag, a, ...) do(tag, a), RECORD_EACH_58(do, tag, __VA_ARGS__)
#define RECORD_EACH_60(do, tag, a, ...) do(tag, a), RECORD_EACH_59(do, tag, __VA_ARGS__)
#define RECORD_EACH_61(do, tag, a, ...) do(tag, a), RECORD_EACH_60(do, tag, __VA_ARGS__)
#define RECORD_EACH_62(do, tag, a, ...) do(tag, a), RECORD_EACH_61(do, tag, __VA_ARGS__)
#define RECORD_EACH_63(do, tag, a, ...) do(tag, a), RECORD_EACH_62(do, tag, __VA_ARGS__)
#define RECORD_EACH_64(do, tag, a, ...) do(tag, a), RECORD_EACH_63(do, tag, __VA_ARGS__)
/* clang-format on */

#endif
