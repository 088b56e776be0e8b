// Loops over pixels, compiled for several instruction sets, of which the best that the processor has is taken when
// the program starts. Swift has no such choice: it compiles for the oldest processor of the architecture.
//
// All are exact in integers: every instruction set gives the same bits.
#ifndef CPIXELKERNELS_H
#define CPIXELKERNELS_H

#include <stddef.h>
#include <stdint.h>

// Adds rows of bytes with weights, whose sum is at most 257: sums[i] = Σ weights[r] · rows[r · sample_count + i].
//
// There is at least one row. `sums` has `sample_count` elements.
void imgcls_weigh_rows(
    const uint8_t *restrict rows, size_t sample_count, const uint16_t *restrict weights, size_t row_count,
    uint16_t *restrict sums);

// Sums up the luminance of the pixels from the first: running[p] = Σ of 77 R + 150 G + 29 B over the pixels before p.
//
// `samples` has three a pixel; `running` has `pixel_count` + 1 elements.
void imgcls_running_luminance(const uint16_t *samples, size_t pixel_count, ptrdiff_t *running);

// Sums up `count` cells and their squares; below 2³² cells nothing overflows.
void imgcls_cell_sums(const uint16_t *cells, size_t count, uint64_t *sum, uint64_t *squares);

// Sums up the Laplacian, four times a cell less its four neighbours, and its squares over a part of a grid.
//
// `cells` is the part's first cell, in rows of `stride` cells; all neighbours exist.
void imgcls_laplacian_sums(
    const uint16_t *cells, size_t stride, size_t row_count, size_t column_count, int64_t *sum, int64_t *squares);

// Adds up rows of cells: sums[i] = Σ cells[r · count + i].
void imgcls_add_cell_rows(const uint16_t *cells, size_t count, size_t row_count, uint32_t *sums);

#endif
