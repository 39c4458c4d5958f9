#include "pipeline/staff/shard_table.h"

bool shard_table_read(const struct shard *s, size_t number, const char *table, struct stream **row, shard_take *take,
                      void *context, struct fault *f)
{
    bool more = true, ok;
    char path[SHARD_PATH];

    shard_path(s, number, table, path);
    *row = NULL;
    ok = stream_open(path, schema_find(table), row, f);
    while (ok && (ok = stream_next(*row, &more, f)) && more)
        ok = take(context) || shard_damaged(path, stream_line(*row), f);
    stream_close(*row);
    return ok;
}

bool shard_table_counts(const struct stream *row, size_t column, size_t n, uint32_t *out)
{
    for (size_t i = 0; i < n; i++) {
        int64_t value = stream_integer(row, column + i);

        if (value < 0 || value > UINT32_MAX)
            return false;
        out[i] = (uint32_t) value;
    }
    return true;
}
