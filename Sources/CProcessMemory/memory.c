#define _GNU_SOURCE
#include "CProcessMemory.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static const uintptr_t large_page = 2u << 20;

void process_memory_reserve(size_t reserve) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 1); // threads then share the reserve
    mallopt(M_MMAP_THRESHOLD, 32 << 20); // the largest that is allowed
    mallopt(M_TRIM_THRESHOLD, 512 << 20);
    mallopt(M_TOP_PAD, (int)reserve);
#endif
    uintptr_t start = (uintptr_t)sbrk(0);
    void *volatile block = malloc(1 << 20); // does not fit the young heap, which grows by the padding
    free(block);
    uintptr_t end = (uintptr_t)sbrk(0);
    start = (start + large_page - 1) / large_page * large_page;
    end = end / large_page * large_page;
    if (start < end) madvise((void *)start, end - start, MADV_HUGEPAGE);
}
