#include "CPixelKernels.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Both ways below compute the same integers: along a row with 11 bits of a weight, of which the sum keeps 7 bits behind
// the point, then between two rows with 11 bits again.

static inline void blend(
    const uint8_t *top, const uint8_t *bottom, uint64_t next, uint32_t right, uint32_t lower, uint8_t *output) {
    for (uint64_t c = 0; c < 3; c++) {
        const uint32_t above = (top[c] * (2048 - right) + top[next + c] * right) >> 4;
        const uint32_t below = (bottom[c] * (2048 - right) + bottom[next + c] * right) >> 4;
        output[c] = (uint8_t)((above * (2048 - lower) + below * lower + (1 << 17)) >> 18);
    }
}

#if defined(__SSE2__)
// Two neighbours of a row, of which eight bytes can be read: red, green and blue in 32 bits each.
static inline __m128i blend_row(const uint8_t *pixels, __m128i weights) {
    const __m128i samples = _mm_unpacklo_epi8(_mm_loadl_epi64((const __m128i *)pixels), _mm_setzero_si128());
    const __m128i pairs = _mm_unpacklo_epi16(samples, _mm_srli_si128(samples, 6));
    return _mm_srli_epi32(_mm_madd_epi16(pairs, weights), 4);
}

// Two weights of sum 2048 for pairs of 16-bit numbers.
static inline __m128i pair_weights(uint32_t second) {
    return _mm_set1_epi32((int)((2048 - second) | second << 16));
}

static inline void blend_quickly(
    const uint8_t *top, const uint8_t *bottom, uint32_t right, uint32_t lower, uint8_t *output) {
    const __m128i weights = pair_weights(right);
    const __m128i rows = _mm_or_si128(blend_row(top, weights), _mm_slli_epi32(blend_row(bottom, weights), 16));
    const __m128i sums = _mm_add_epi32(_mm_madd_epi16(rows, pair_weights(lower)), _mm_set1_epi32(1 << 17));
    const __m128i words = _mm_packs_epi32(_mm_srli_epi32(sums, 18), _mm_setzero_si128());
    const int32_t bytes = _mm_cvtsi128_si32(_mm_packus_epi16(words, words));
    memcpy(output, &bytes, 3);
}
#endif

static inline void sample(const imgcls_picture *picture, int64_t x, int64_t y, uint8_t *output) {
    const uint64_t width = picture->width, height = picture->height;
    // As unsigned numbers, coordinates below zero are larger than any picture.
    if ((uint64_t)x >= width << 32 || (uint64_t)y >= height << 32) {
        memcpy(output, picture->fill, 3);
        return;
    }
    const int64_t half = (int64_t)1 << 31;
    const uint64_t u = x > half ? (uint64_t)(x - half) : 0, v = y > half ? (uint64_t)(y - half) : 0;
    const uint64_t column = u >> 32, row = v >> 32;
    const uint32_t right = (u >> 21) & 2047, lower = (v >> 21) & 2047;
    const uint8_t *top = picture->pixels + 3 * (row * width + column);
#if defined(__SSE2__)
    // The last row and the last columns have no eight bytes, or none that are neighbours.
    if (column + 2 < width && row + 1 < height) {
        blend_quickly(top, top + 3 * width, right, lower, output);
        return;
    }
#endif
    blend(top, row + 1 < height ? top + 3 * width : top, column + 1 < width ? 3 : 0, right, lower, output);
}

void imgcls_sample_line(
    const imgcls_picture *picture, int64_t x, int64_t y, int64_t step_x, int64_t step_y, size_t count,
    uint8_t *output) {
    const imgcls_picture source = *picture;
    for (size_t i = 0; i < count; i++) {
        sample(&source, x, y, output + 3 * i);
        x += step_x;
        y += step_y;
    }
}

void imgcls_sample_points(
    const imgcls_picture *picture, const int64_t *x, const int64_t *y, size_t count, uint8_t *output) {
    const imgcls_picture source = *picture;
    for (size_t i = 0; i < count; i++) sample(&source, x[i], y[i], output + 3 * i);
}
