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

void balance_count_add_cell(struct balance_count *out, const struct windows *w, const struct tally_row *r,
                            size_t window)
{
    double days = w->boundary[window + 1] - w->boundary[window];
    const struct tally *from = &r->tallies[window], *to = &r->tallies[window + 1];
    const struct tally_events *e = &r->events[window];

    out->opening += from->stock;
    out->closing += to->stock;
    out->present += tally_present(from);
    out->hires += e->hires;
    for (size_t i = 0; i < TALLY_CAUSES; i++)
        out->exits[i] += e->exits[i];
    if (w->snapshots) {
        out->person_days += days * (from->whole + to->whole) / 2;
        out->grade_days += days * (double) (from->whole_grade + to->whole_grade) / 2;
        out->ungraded_days += days * (e[0].whole_ungraded + e[1].whole_ungraded) / 2;
    } else {
        out->person_days += days * from->whole + from->part_days;
        out->grade_days += days * (double) from->whole_grade + (double) from->part_grade;
        out->ungraded_days += days * e->whole_ungraded + e->part_ungraded;
    }
}
