// The C library's allocator settings, which Swift's Glibc module leaves out.
#ifndef CPROCESSMEMORY_H
#define CPROCESSMEMORY_H

#include <stddef.h>

// Makes the allocator take `reserve` bytes at once, in large pages, and keep what is freed. Only about speed:
// whatever the system refuses is left as it was. Call it first, while there is one thread.
void process_memory_reserve(size_t reserve);

#endif
