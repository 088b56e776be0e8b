#include "CPixelKernels.h"
#include "processors.h"

#include <string.h>

static inline int32_t smaller(int32_t a, int32_t b) { return a < b ? a : b; }

static inline int32_t larger(int32_t a, int32_t b) { return a > b ? a : b; }

static inline uint8_t limited(int32_t level) { return (uint8_t)smaller(larger(level, 0), 255); }

void imgcls_map_levels(
    const uint8_t *restrict pixels, size_t pixel_count, const uint8_t *restrict levels, uint8_t *restrict output) {
    for (size_t i = 0; i < 3 * pixel_count; i += 3) {
        output[i] = levels[pixels[i]];
        output[i + 1] = levels[256 + pixels[i + 1]];
        output[i + 2] = levels[512 + pixels[i + 2]];
    }
}

void imgcls_count_levels(const uint8_t *pixels, size_t pixel_count, uint32_t *counts) {
    memset(counts, 0, 3 * 256 * sizeof *counts);
    for (size_t i = 0; i < 3 * pixel_count; i += 3) {
        counts[pixels[i]]++;
        counts[256 + pixels[i + 1]]++;
        counts[512 + pixels[i + 2]]++;
    }
}

// So many pixels are worked on channel by channel: loops over samples that lie side by side become vector instructions,
// loops over every third sample do not.
enum { block_length = 256 };

typedef struct planes {
    uint8_t red[block_length], green[block_length], blue[block_length];
} planes;

static inline void split(const uint8_t *restrict pixels, size_t count, planes *restrict planes) {
    for (size_t i = 0; i < count; i++) {
        planes->red[i] = pixels[3 * i];
        planes->green[i] = pixels[3 * i + 1];
        planes->blue[i] = pixels[3 * i + 2];
    }
}

static inline void join(const planes *restrict planes, size_t count, uint8_t *restrict pixels) {
    for (size_t i = 0; i < count; i++) {
        pixels[3 * i] = planes->red[i];
        pixels[3 * i + 1] = planes->green[i];
        pixels[3 * i + 2] = planes->blue[i];
    }
}

static inline size_t smaller_size(size_t a, size_t b) { return a < b ? a : b; }

static inline int32_t luminance(int32_t red, int32_t green, int32_t blue) {
    return (19595 * red + 38470 * green + 7471 * blue + (1 << 15)) >> 16;
}

FOR_EVERY_PROCESSOR
uint64_t imgcls_luminance_sum(const uint8_t *pixels, size_t pixel_count) {
    uint64_t total = 0;
    planes block;
    for (size_t start = 0; start < pixel_count; start += block_length) {
        const size_t length = smaller_size(pixel_count - start, block_length);
        split(pixels + 3 * start, length, &block);
        int32_t sum = 0;
        for (size_t i = 0; i < length; i++) sum += luminance(block.red[i], block.green[i], block.blue[i]);
        total += (uint64_t)sum;
    }
    return total;
}

FOR_EVERY_PROCESSOR
void imgcls_scale_levels(
    const uint8_t *restrict samples, size_t count, int32_t factor, int32_t offset, uint8_t *restrict output) {
    for (size_t i = 0; i < count; i++) output[i] = limited((samples[i] * factor + offset + (1 << 11)) >> 12);
}

static inline uint8_t saturated(int32_t sample, int32_t light, int32_t factor) {
    return limited(((light << 12) + (1 << 11) + factor * (sample - light)) >> 12);
}

FOR_EVERY_PROCESSOR
void imgcls_scale_saturation(
    const uint8_t *restrict pixels, size_t pixel_count, int32_t factor, uint8_t *restrict output) {
    planes block;
    for (size_t start = 0; start < pixel_count; start += block_length) {
        const size_t length = smaller_size(pixel_count - start, block_length);
        split(pixels + 3 * start, length, &block);
        for (size_t i = 0; i < length; i++) {
            const int32_t red = block.red[i], green = block.green[i], blue = block.blue[i];
            const int32_t light = luminance(red, green, blue);
            block.red[i] = saturated(red, light, factor);
            block.green[i] = saturated(green, light, factor);
            block.blue[i] = saturated(blue, light, factor);
        }
        join(&block, length, output + 3 * start);
    }
}

// With the hue h in sixths of the circle from red, and d = largest − smallest, a channel whose own hue is n sixths
// before red (5 for red, 3 for green, 1 for blue, counted back from 6 and moved by 1) is
// largest − d · max(0, min(k, 4 − k, 1)), k = (n + h) mod 6. Everything here is multiplied by d, which spares the division.
static inline uint8_t channel(int32_t hue, int32_t n, int32_t unit, int32_t largest) {
    int32_t k = hue + n * unit;
    k = k >= 6 * unit ? k - 6 * unit : k;
    const int32_t drop = larger(smaller(smaller(k, 4 * unit - k), unit), 0);
    return (uint8_t)(((largest << 12) - drop + (1 << 11)) >> 12);
}

FOR_EVERY_PROCESSOR
void imgcls_turn_hue(
    const uint8_t *restrict pixels, size_t pixel_count, int32_t turn, uint8_t *restrict output) {
    planes block;
    for (size_t start = 0; start < pixel_count; start += block_length) {
        const size_t length = smaller_size(pixel_count - start, block_length);
        split(pixels + 3 * start, length, &block);
        for (size_t i = 0; i < length; i++) {
            const int32_t red = block.red[i], green = block.green[i], blue = block.blue[i];
            const int32_t largest = larger(larger(red, green), blue);
            const int32_t range = largest - smaller(smaller(red, green), blue);
            const int32_t unit = range << 12;
            const int32_t of_green = blue - red + 2 * range, of_blue = red - green + 4 * range;
            const int32_t not_of_red = largest == green ? of_green : of_blue;
            const int32_t sixths = largest == red ? green - blue : not_of_red;
            int32_t hue = (sixths * 4096) + turn * range;  // -unit ... 11 unit
            hue = hue < 0 ? hue + 6 * unit : hue;
            hue = hue >= 6 * unit ? hue - 6 * unit : hue;
            block.red[i] = channel(hue, 5, unit, largest);
            block.green[i] = channel(hue, 3, unit, largest);
            block.blue[i] = channel(hue, 1, unit, largest);
        }
        join(&block, length, output + 3 * start);
    }
}

FOR_EVERY_PROCESSOR
void imgcls_sharpen(
    const uint8_t *restrict pixels, size_t width, size_t height, int32_t factor, uint8_t *restrict output) {
    const size_t stride = 3 * width;
    if (width < 3 || height < 3) {
        memcpy(output, pixels, stride * height);
        return;
    }
    memcpy(output, pixels, stride);
    memcpy(output + (height - 1) * stride, pixels + (height - 1) * stride, stride);
    for (size_t row = 1; row + 1 < height; row++) {
        const uint8_t *middle = pixels + row * stride, *above = middle - stride, *below = middle + stride;
        uint8_t *destination = output + row * stride;
        memcpy(destination, middle, 3);
        memcpy(destination + stride - 3, middle + stride - 3, 3);
        for (size_t i = 3; i + 3 < stride; i++) {
            const int32_t sum = above[i - 3] + above[i] + above[i + 3] + middle[i - 3] + 5 * middle[i] + middle[i + 3]
                                + below[i - 3] + below[i] + below[i + 3];
            // A thirteenth is 5041.23 / 65536: with a sum of 3315 at most, less than 0.02 levels are lost.
            const int32_t smooth = sum * 5041 >> 8;  // in 256ths
            destination[i] = limited((16 * smooth + (factor * (middle[i] * 256 - smooth) >> 8) + (1 << 11)) >> 12);
        }
    }
}
