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

// MARK: Colours. Samples are three a pixel, red first; factors are in 4096ths.

// Replaces each sample by what the 256 levels of its channel say: `levels` has 3 · 256.
void imgcls_map_levels(
    const uint8_t *restrict pixels, size_t pixel_count, const uint8_t *restrict levels, uint8_t *restrict output);

// Counts the samples of each level of each channel: `counts` has 3 · 256.
void imgcls_count_levels(const uint8_t *pixels, size_t pixel_count, uint32_t *counts);

// Sums up the luminance of the pixels: (19595 R + 38470 G + 7471 B + 2¹⁵) >> 16, rounded for each.
uint64_t imgcls_luminance_sum(const uint8_t *pixels, size_t pixel_count);

// output = (factor · x + offset) / 4096, rounded and limited; both within ± 2²².
void imgcls_scale_levels(
    const uint8_t *restrict samples, size_t count, int32_t factor, int32_t offset, uint8_t *restrict output);

// output = L + factor · (x − L) with the luminance L of the pixel, rounded and limited; factor within ± 2²².
void imgcls_scale_saturation(
    const uint8_t *restrict pixels, size_t pixel_count, int32_t factor, uint8_t *restrict output);

// Turns the hue by `turn` 4096ths of a sixth of the circle, 0 ... 24575; the largest and the smallest sample of a pixel
// stay.
void imgcls_turn_hue(
    const uint8_t *restrict pixels, size_t pixel_count, int32_t turn, uint8_t *restrict output);

// output = S + factor · (x − S) with S the mean of the 3 × 3 pixels around, the middle counted five times; the outermost
// pixels stay. Factor within ± 2¹⁴.
void imgcls_sharpen(
    const uint8_t *restrict pixels, size_t width, size_t height, int32_t factor, uint8_t *restrict output);

// Convolves columns and rows with 2 · radius + 1 weights in 4096ths, whose sum is 4096. Beyond the edges the picture is
// continued by its mirror image about the centre of the outermost pixels.
//
// `scratch` has 3 · (width + 2 · radius) elements.
void imgcls_blur(
    const uint8_t *restrict pixels, size_t width, size_t height, const uint16_t *restrict weights, size_t radius,
    uint16_t *restrict scratch, uint8_t *restrict output);

// MARK: Places. Coordinates are in 2⁻³² pixels from the edge of the picture: the centre of the first pixel is at 2³¹.

// A picture to take samples from, and what stands around it.
typedef struct imgcls_picture {
    const uint8_t *pixels;
    size_t width, height;
    uint8_t fill[3];
} imgcls_picture;

// Samples at x + i · step_x, y + i · step_y for i = 0 ... count − 1, all within ± 2³⁰ pixels. A sample is the mean of
// the four nearest pixels, weighed by nearness in steps of 2⁻¹¹ pixels, the outermost continued; points outside of the
// picture get the fill. Writes three bytes each.
void imgcls_sample_line(
    const imgcls_picture *picture, int64_t x, int64_t y, int64_t step_x, int64_t step_y, size_t count, uint8_t *output);

// Samples at given points, as imgcls_sample_line.
void imgcls_sample_points(
    const imgcls_picture *picture, const int64_t *x, const int64_t *y, size_t count, uint8_t *output);

#endif
