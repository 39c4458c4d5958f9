/* packet.h - numbers and texts one after the other, for what one step of a program hands to another step of it.
 *
 * Not for people and not for other programs: those meet as tables. Text comes back byte by byte as it was, and whole
 * arrays of a program's own structs can be handed on. Whoever unpacks asks for what was packed, in the same order;
 * where that is not there, the packet is not whole, and from then on there is nothing in it but zeros. */
#ifndef BASE_PACKET_H
#define BASE_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

void packet_put_number(FILE *to, uint64_t number);
void packet_put_bytes(FILE *to, const void *bytes, size_t length);
/* The same of n objects of `size` bytes. */
void packet_put_array(FILE *to, const void *items, size_t n, size_t size);

struct packet {
    const char *next, *end;
    bool whole;
};

struct packet packet_begin(const char *bytes, size_t length);
uint64_t packet_number(struct packet *p);
/* A number that is at most `most`; a larger one is the sign of a damaged packet. */
uint64_t packet_number_to(struct packet *p, uint64_t most);
/* Borrowed from the bytes that the packet was begun with. */
const char *packet_bytes(struct packet *p, size_t *length);
/* A copy, which is the caller's to free(); of no objects it may be freed too. */
void *packet_array(struct packet *p, size_t *n, size_t size);
/* Everything was there, and has been asked for. */
bool packet_is_spent(const struct packet *p);

#endif
