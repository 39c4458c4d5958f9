/* closure_inside.h - what closure.c, which withholds, and closure_show.c, which shows again, share. */
#ifndef DISCLOSURE_CLOSURE_INSIDE_H
#define DISCLOSURE_CLOSURE_INSIDE_H

#include "pipeline/disclosure/gap.h"

struct closure {
    struct links *links;
    struct gaps gaps;
    struct walk walk;
    struct belief *belief; /* of the region that is being closed */
    size_t n_linked;       /* how many were withheld beside others so far */
    size_t unprotected;
    size_t *apart;  /* 1 + n_linked when it was found that nothing of it is to be protected; 0: it was not */
    bool *helpless; /* can not be at an end of what is to be possible, whatever is withheld */
    bool *safe;     /* has no gap, and never will: what is withheld later only adds to what can be believed */
};

/* A slice with its sight. */
struct view {
    struct slice *slice;
    struct sight *sight;
};

/* Of what hangs together with `from`; to closure_look_away(). */
void closure_look(struct closure *c, struct view *view, size_t from);
void closure_look_away(struct view *view);

/* Of a region in which nothing more must be withheld. What was needed for the sake of another may not be when that one
 * is shown. */
void closure_show_again(struct closure *c, const struct region *region);

#endif
