#include "pipeline/staff/band.h"

#include <stdio.h>
#include <stdlib.h>

void band_label(const struct bands *b, size_t band, char label[BAND_LABEL])
{
    if (band == band_unknown(b))
        snprintf(label, BAND_LABEL, "unknown");
    else if (b->n_limits == 0)
        snprintf(label, BAND_LABEL, "all");
    else if (band == 0)
        snprintf(label, BAND_LABEL, "under_%d", b->limits[0]);
    else if (band == b->n_limits)
        snprintf(label, BAND_LABEL, "%d_or_over", b->limits[band - 1]);
    else if (b->limits[band] - b->limits[band - 1] == 1)
        snprintf(label, BAND_LABEL, "%d", b->limits[band - 1]);
    else
        snprintf(label, BAND_LABEL, "%d_to_%d", b->limits[band - 1], b->limits[band] - 1);
}

bool bands_read(const char *const *items, size_t n, struct bands *out)
{
    struct bands b = { .n_limits = n };

    if (n > BAND_MAX_LIMITS)
        return false;
    for (size_t i = 0; i < n; i++) {
        char *end;
        long value = strtol(items[i], &end, 10);

        if (end == items[i] || *end != '\0' || value < 1 || value > 150)
            return false;
        b.limits[i] = (int) value;
        if (i > 0 && b.limits[i] <= b.limits[i - 1])
            return false;
    }
    *out = b;
    return true;
}
