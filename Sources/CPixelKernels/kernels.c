#include "CPixelKernels.h"

#include "processors.h"

#include <string.h>

// Two rows at a time, each from end to end: they come from far memory, which then sees them coming.
FOR_EVERY_PROCESSOR
void imgcls_weigh_rows(
    const uint8_t *restrict rows, size_t sample_count, const uint16_t *restrict weights, size_t row_count,
    uint16_t *restrict sums) {
    size_t r = row_count % 2;
    if (r == 1) {
        for (size_t i = 0; i < sample_count; i++) sums[i] = (uint16_t)(rows[i] * weights[0]);
    } else {
        memset(sums, 0, sample_count * sizeof *sums);
    }
    for (; r < row_count; r += 2) {
        const uint8_t *first = rows + r * sample_count, *second = first + sample_count;
        const uint16_t first_weight = weights[r], second_weight = weights[r + 1];
        for (size_t i = 0; i < sample_count; i++) {
            sums[i] = (uint16_t)(sums[i] + first[i] * first_weight + second[i] * second_weight);
        }
    }
}

// So many neighbours are multiplied side by side before they are summed up.
enum { block_length = 128 };

FOR_EVERY_PROCESSOR
void imgcls_running_luminance(const uint16_t *samples, size_t pixel_count, ptrdiff_t *running) {
    ptrdiff_t total = 0;
    running[0] = 0;
    for (size_t start = 0; start < pixel_count; start += block_length) {
        const size_t rest = pixel_count - start;
        const size_t length = rest < block_length ? rest : block_length;
        const uint16_t *pixel = samples + 3 * start;
        int32_t luminance[block_length];
        for (size_t i = 0; i < length; i++) {
            luminance[i] = 77 * pixel[3 * i] + 150 * pixel[3 * i + 1] + 29 * pixel[3 * i + 2];
        }
        for (size_t i = 0; i < length; i++) {
            total += luminance[i];
            running[start + i + 1] = total;
        }
    }
}

FOR_EVERY_PROCESSOR
void imgcls_cell_sums(const uint16_t *cells, size_t count, uint64_t *sum, uint64_t *squares) {
    uint64_t total = 0, total_squares = 0;
    for (size_t i = 0; i < count; i++) {
        const uint32_t cell = cells[i];
        total += cell;
        total_squares += cell * cell;
    }
    *sum = total;
    *squares = total_squares;
}

FOR_EVERY_PROCESSOR
void imgcls_laplacian_sums(
    const uint16_t *cells, size_t stride, size_t row_count, size_t column_count, int64_t *sum, int64_t *squares) {
    int64_t total = 0, total_squares = 0;
    for (size_t r = 0; r < row_count; r++) {
        const uint16_t *row = cells + r * stride, *above = row - stride, *below = row + stride;
        for (size_t i = 0; i < column_count; i++) {
            const int32_t laplacian = 4 * row[i] - row[(ptrdiff_t)i - 1] - row[i + 1] - above[i] - below[i];
            total += laplacian;
            total_squares += (int64_t)laplacian * laplacian;
        }
    }
    *sum = total;
    *squares = total_squares;
}

FOR_EVERY_PROCESSOR
void imgcls_add_cell_rows(const uint16_t *cells, size_t count, size_t row_count, uint32_t *sums) {
    memset(sums, 0, count * sizeof *sums);
    for (size_t r = 0; r < row_count; r++) {
        for (size_t i = 0; i < count; i++) sums[i] += cells[r * count + i];
    }
}
