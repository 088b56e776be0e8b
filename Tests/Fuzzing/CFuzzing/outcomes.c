#include "CFuzzing.h"

enum { counter_count = 4096 };

// libFuzzer finds counters of its callers by the name of their section, reads them after each input and sets
// them back to zero. Source: compiler-rt, lib/fuzzer/FuzzerExtraCounters.cpp.
__attribute__((section("__libfuzzer_extra_counters"), used)) static uint8_t counters[counter_count];

void imgcls_fuzz_note_outcome(const uint8_t *text, size_t count) {
    // FNV-1a, 32 bits.
    uint32_t hash = 2166136261u;
    for (size_t index = 0; index < count; index++) hash = (hash ^ text[index]) * 16777619u;
    uint8_t *counter = &counters[hash % counter_count];
    if (*counter < UINT8_MAX) ++*counter;
}
