/* scan FILE - how many semicolons and ends of line a file has, sixteen bytes at a time: what it costs to look at every
 * byte once and do nothing else, for scripts/bench/phases.sh. cc -O2 scan.c -o scan */
#include <emmintrin.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    const __m128i delimiter = _mm_set1_epi8(';'), end_of_line = _mm_set1_epi8('\n');
    int file = argc == 2 ? open(argv[1], O_RDONLY) : -1;
    size_t delimiters = 0, lines = 0, i = 0, length;
    const char *bytes;
    struct stat st;

    if (file < 0 || fstat(file, &st) != 0)
        return fprintf(stderr, "usage: scan FILE\n"), 2;
    length = (size_t) st.st_size;
    bytes = mmap(NULL, length, PROT_READ, MAP_PRIVATE, file, 0);
    if (bytes == MAP_FAILED)
        return fprintf(stderr, "scan: the file can not be mapped\n"), 3;
    for (; length - i >= 16; i += 16) {
        __m128i block = _mm_loadu_si128((const __m128i *) (const void *) (bytes + i));

        delimiters += (size_t) __builtin_popcount((unsigned) _mm_movemask_epi8(_mm_cmpeq_epi8(block, delimiter)));
        lines += (size_t) __builtin_popcount((unsigned) _mm_movemask_epi8(_mm_cmpeq_epi8(block, end_of_line)));
    }
    for (; i < length; i++) {
        delimiters += bytes[i] == ';';
        lines += bytes[i] == '\n';
    }
    printf("%zu %zu\n", delimiters, lines);
    return close(file);
}
