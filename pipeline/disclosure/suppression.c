#include "pipeline/disclosure/suppression.h"

#include <math.h>

enum suppression_rule suppression_of_group(const struct suppression_limits *limits, double persons, double stand_in)
{
    double size = isnan(persons) ? stand_in : persons;

    return size >= limits->group_threshold ? SUPPRESSION_NONE
                                           : SUPPRESSION_GROUP; /* an unknown size (NaN) is a small one */
}

enum suppression_rule suppression_of_count(const struct suppression_limits *limits, double count, double persons,
                                           double stand_in)
{
    enum suppression_rule rule = suppression_of_group(limits, persons, stand_in);

    if (rule == SUPPRESSION_NONE && count > 0 && count < limits->count_threshold)
        rule = SUPPRESSION_COUNT;
    return rule;
}

enum suppression_rule suppression_of_share(const struct suppression_limits *limits, double count, double whole,
                                           double persons)
{
    enum suppression_rule rule = suppression_of_count(limits, count, persons, whole);

    return rule != SUPPRESSION_NONE ? rule : suppression_of_count(limits, whole - count, persons, whole);
}

enum suppression_rule suppression_of_derived(enum suppression_rule one, enum suppression_rule other)
{
    if (one == SUPPRESSION_LEFT_OUT || other == SUPPRESSION_LEFT_OUT)
        return SUPPRESSION_LEFT_OUT;
    return one == SUPPRESSION_NONE && other == SUPPRESSION_NONE ? SUPPRESSION_NONE : SUPPRESSION_DERIVED;
}

const char *suppression_word(enum suppression_rule rule)
{
    static const char *const words[] = { "", "count", "group", "derived", "linked", "left_out" };

    return words[rule];
}
