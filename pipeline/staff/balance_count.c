#include "pipeline/staff/balance_count.h"

int64_t balance_count_exits(const struct balance_count *c)
{
    int64_t sum = 0;

    for (size_t i = 0; i < TALLY_CAUSES; i++)
        sum += c->exits[i];
    return sum;
}

int64_t balance_count_inflow(const struct balance_count *c)
{
    return c->hires + c->in[TRANSFER_MOVED] + c->in[TRANSFER_CHANGED] + c->in[TRANSFER_REORGANISED];
}

int64_t balance_count_outflow(const struct balance_count *c)
{
    return balance_count_exits(c) + c->out[TRANSFER_MOVED] + c->out[TRANSFER_CHANGED] + c->out[TRANSFER_REORGANISED];
}

bool balance_count_holds(const struct balance_count *c)
{
    return c->opening + balance_count_inflow(c) - balance_count_outflow(c) == c->closing;
}

void balance_count_add(struct balance_count *to, const struct balance_count *from)
{
    to->opening += from->opening;
    to->closing += from->closing;
    to->present += from->present;
    to->hires += from->hires;
    for (size_t i = 0; i < TALLY_CAUSES; i++)
        to->exits[i] += from->exits[i];
    for (size_t k = 0; k < N_TRANSFERS; k++) {
        to->in[k] += from->in[k];
        to->out[k] += from->out[k];
    }
    to->person_days += from->person_days;
    to->grade_days += from->grade_days;
    to->ungraded_days += from->ungraded_days;
}

void balance_count_add_transfers(struct balance_count *to, const struct transfers *transfers)
{
    for (size_t k = 0; k < N_TRANSFERS; k++) {
        to->in[k] += transfers->in[k];
        to->out[k] += transfers->out[k];
    }
}

void balance_count_add_tally(struct balance_count *to, const struct tally *from, int64_t ungraded_days2)
{
    to->hires += from->hires;
    for (size_t i = 0; i < TALLY_CAUSES; i++)
        to->exits[i] += from->exits[i];
    to->person_days += (double) from->days2 / 2;
    to->grade_days += (double) from->grade_days2 / 2;
    to->ungraded_days += (double) ungraded_days2 / 2;
}
