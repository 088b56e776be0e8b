/// What the fuzz targets share with libFuzzer and cannot say in Swift.

#ifndef IMGCLS_FUZZING_H
#define IMGCLS_FUZZING_H

#include <stddef.h>
#include <stdint.h>

/// libFuzzer's own change of an input, in place; returns the new size, `capacity` at most.
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t capacity);

/// Tells libFuzzer that an input led to a kind of outcome, so that it keeps inputs that lead to new kinds.
///
/// The codecs come from the system without coverage counters; their messages are all that tells how far an
/// input got inside.
void imgcls_fuzz_note_outcome(const uint8_t *text, size_t count);

#endif
