#include "CPixelKernels.h"
#include "processors.h"

#include <string.h>

// So many sums are built side by side before they leave the registers.
enum { block_length = 64 };

// The index of `position` after mirroring about the first and the last of `count` elements, as often as it takes.
static size_t mirrored(ptrdiff_t position, size_t count) {
    if (count == 1) return 0;
    const ptrdiff_t period = 2 * ((ptrdiff_t)count - 1);
    ptrdiff_t rest = position % period;
    if (rest < 0) rest += period;
    return (size_t)(rest < (ptrdiff_t)count ? rest : period - rest);
}

// sums[i] = Σ weights[t] · row t, in 256ths of a level and rounded.
FOR_EVERY_PROCESSOR
static void blur_column(
    const uint8_t *restrict pixels, size_t row, size_t height, size_t stride, const uint16_t *restrict weights,
    size_t radius, uint16_t *restrict sums) {
    for (size_t start = 0; start < stride; start += block_length) {
        const size_t rest = stride - start;
        const size_t length = rest < block_length ? rest : block_length;
        uint32_t block[block_length];
        for (size_t i = 0; i < length; i++) block[i] = 1 << 3;
        for (size_t tap = 0; tap <= 2 * radius; tap++) {
            const size_t source = mirrored((ptrdiff_t)(row + tap) - (ptrdiff_t)radius, height);
            const uint8_t *samples = pixels + source * stride + start;
            const uint32_t weight = weights[tap];
            for (size_t i = 0; i < length; i++) block[i] += weight * samples[i];
        }
        for (size_t i = 0; i < length; i++) sums[start + i] = (uint16_t)(block[i] >> 4);
    }
}

// output[i] = Σ weights[t] · line[i + 3 t], rounded to levels.
FOR_EVERY_PROCESSOR
static void blur_row(
    const uint16_t *restrict line, size_t stride, const uint16_t *restrict weights, size_t radius,
    uint8_t *restrict output) {
    for (size_t start = 0; start < stride; start += block_length) {
        const size_t rest = stride - start;
        const size_t length = rest < block_length ? rest : block_length;
        uint32_t block[block_length];
        for (size_t i = 0; i < length; i++) block[i] = 1 << 19;
        for (size_t tap = 0; tap <= 2 * radius; tap++) {
            const uint16_t *samples = line + start + 3 * tap;
            const uint32_t weight = weights[tap];
            for (size_t i = 0; i < length; i++) block[i] += weight * samples[i];
        }
        for (size_t i = 0; i < length; i++) output[start + i] = (uint8_t)(block[i] >> 20);
    }
}

void imgcls_blur(
    const uint8_t *restrict pixels, size_t width, size_t height, const uint16_t *restrict weights, size_t radius,
    uint16_t *restrict scratch, uint8_t *restrict output) {
    const size_t stride = 3 * width;
    uint16_t *middle = scratch + 3 * radius;
    for (size_t row = 0; row < height; row++) {
        blur_column(pixels, row, height, stride, weights, radius, middle);
        for (size_t distance = 1; distance <= radius; distance++) {
            const size_t left = mirrored(-(ptrdiff_t)distance, width);
            const size_t right = mirrored((ptrdiff_t)(width - 1 + distance), width);
            memcpy(middle - 3 * distance, middle + 3 * left, 3 * sizeof *middle);
            memcpy(middle + 3 * (width - 1 + distance), middle + 3 * right, 3 * sizeof *middle);
        }
        blur_row(scratch, stride, weights, radius, output + row * stride);
    }
}
