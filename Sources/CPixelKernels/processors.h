// Compiles a function for several instruction sets, of which the best is taken when the program starts.
#ifndef IMGCLS_PROCESSORS_H
#define IMGCLS_PROCESSORS_H

#if defined(__x86_64__)
#define FOR_EVERY_PROCESSOR __attribute__((target_clones("avx2", "default")))
#else
#define FOR_EVERY_PROCESSOR
#endif

#endif
