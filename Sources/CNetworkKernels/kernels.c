#include "CNetworkKernels.h"

#include <math.h>
#include <string.h>

#if defined(__x86_64__) && defined(NETWORK_KERNELS_WITHOUT_AVX512)
#define FOR_EVERY_PROCESSOR __attribute__((target_clones("arch=x86-64-v3", "default")))
#elif defined(__x86_64__)
#define FOR_EVERY_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_EVERY_PROCESSOR
#endif

// Channels that are summed side by side; their sums stay in registers while the rows go by.
enum { lane_count = 32 };

// As many rows as a first-level cache holds with a gradient beside them.
static size_t block_length(size_t channels) {
    size_t rows = 4096 / channels;
    return rows < 16 ? 16 : rows;
}

static inline float clipped(float value, network_clip clip) {
    // NaN stays NaN, so that divergence is seen.
    value = value < clip.lower ? clip.lower : value;
    return value > clip.upper ? clip.upper : value;
}

static inline float passed(float gradient, float value, network_clip clip) {
    return value > clip.lower && value < clip.upper ? gradient : 0;
}

// MARK: Statistics

// Sums `length` rows of `width` channels, at most `lane_count`.
#define SUM_LANES(expression)                                                                                \
    for (size_t r = 0; r < length; r++) {                                                                    \
        const float *row = block + r * channels;                                                             \
        for (size_t c = 0; c < width; c++) sums[c] += (expression);                                          \
    }

static inline void add_block(
    const float *block, size_t length, size_t channels, size_t width, size_t rows_before, double *mean,
    double *variance) {
    float sums[lane_count] = {0};
    float block_mean[lane_count];
    SUM_LANES(row[c])
    for (size_t c = 0; c < width; c++) {
        block_mean[c] = sums[c] / (float)length;
        sums[c] = 0;
    }
    SUM_LANES((row[c] - block_mean[c]) * (row[c] - block_mean[c]))
    const double share = (double)length / (double)(rows_before + length);
    for (size_t c = 0; c < width; c++) {
        const double distance = (double)block_mean[c] - mean[c];
        mean[c] += distance * share;
        variance[c] += (double)sums[c] + distance * distance * share * (double)rows_before;
    }
}

FOR_EVERY_PROCESSOR
void network_channel_statistics(
    const float *values, size_t rows, size_t channels, double *mean, double *variance) {
    memset(mean, 0, channels * sizeof *mean);
    memset(variance, 0, channels * sizeof *variance);
    const size_t limit = block_length(channels);
    for (size_t start = 0; start < rows; start += limit) {
        const size_t length = rows - start < limit ? rows - start : limit;
        size_t first = 0;
        for (; first + lane_count <= channels; first += lane_count) {
            add_block(
                values + start * channels + first, length, channels, lane_count, start, mean + first,
                variance + first);
        }
        if (first < channels) {
            add_block(
                values + start * channels + first, length, channels, channels - first, start, mean + first,
                variance + first);
        }
    }
    for (size_t c = 0; c < channels; c++) variance[c] /= (double)rows;
}

// MARK: Normalisation

FOR_EVERY_PROCESSOR
void network_scale_rows(
    const float *values, size_t rows, size_t channels, const float *restrict scale, const float *restrict shift,
    network_clip clip, float *output) {
    for (size_t r = 0; r < rows; r++) {
        const float *row = values + r * channels;
        float *result = output + r * channels;
#pragma clang loop vectorize(assume_safety)
        for (size_t c = 0; c < channels; c++) result[c] = clipped(scale[c] * row[c] + shift[c], clip);
    }
}

static inline void add_gradient_block(
    const float *block, const float *gradient, size_t length, size_t channels, size_t width, const float *scale,
    const float *shift, const float *mean, network_clip clip, double *sum, double *product_sum) {
    float sums[lane_count] = {0};
    float products[lane_count] = {0};
    for (size_t r = 0; r < length; r++) {
        const float *row = block + r * channels, *row_gradient = gradient + r * channels;
        for (size_t c = 0; c < width; c++) {
            const float g = passed(row_gradient[c], scale[c] * row[c] + shift[c], clip);
            sums[c] += g;
            products[c] += g * (row[c] - mean[c]);
        }
    }
    for (size_t c = 0; c < width; c++) {
        sum[c] += (double)sums[c];
        product_sum[c] += (double)products[c];
    }
}

FOR_EVERY_PROCESSOR
void network_gradient_sums(
    const float *values, const float *gradient, size_t rows, size_t channels, const float *scale,
    const float *shift, const float *mean, network_clip clip, double *sum, double *product_sum) {
    memset(sum, 0, channels * sizeof *sum);
    memset(product_sum, 0, channels * sizeof *product_sum);
    const size_t limit = block_length(channels);
    for (size_t start = 0; start < rows; start += limit) {
        const size_t length = rows - start < limit ? rows - start : limit;
        const size_t offset = start * channels;
        size_t c = 0;
        for (; c + lane_count <= channels; c += lane_count) {
            add_gradient_block(
                values + offset + c, gradient + offset + c, length, channels, lane_count, scale + c, shift + c,
                mean + c, clip, sum + c, product_sum + c);
        }
        if (c < channels) {
            add_gradient_block(
                values + offset + c, gradient + offset + c, length, channels, channels - c, scale + c,
                shift + c, mean + c, clip, sum + c, product_sum + c);
        }
    }
}

FOR_EVERY_PROCESSOR
void network_normalization_gradient(
    const float *values, const float *gradient, size_t rows, size_t channels, const float *restrict scale,
    const float *restrict shift, const float *restrict factor, const float *restrict slope,
    const float *restrict offset, network_clip clip, float *output) {
    for (size_t r = 0; r < rows; r++) {
        const float *row = values + r * channels, *row_gradient = gradient + r * channels;
        float *result = output + r * channels;
#pragma clang loop vectorize(assume_safety)
        for (size_t c = 0; c < channels; c++) {
            const float g = passed(row_gradient[c], scale[c] * row[c] + shift[c], clip);
            result[c] = factor[c] * g + slope[c] * row[c] + offset[c];
        }
    }
}

// MARK: Sums

FOR_EVERY_PROCESSOR
void network_add(const float *first, const float *second, size_t count, network_clip clip, float *output) {
#pragma clang loop vectorize(assume_safety)
    for (size_t i = 0; i < count; i++) output[i] = clipped(first[i] + second[i], clip);
}

FOR_EVERY_PROCESSOR
void network_multiply(const float *first, const float *second, size_t count, float *output) {
#pragma clang loop vectorize(assume_safety)
    for (size_t i = 0; i < count; i++) output[i] = first[i] * second[i];
}

FOR_EVERY_PROCESSOR
void network_clip_gradient(
    const float *result, const float *gradient, size_t count, network_clip clip, float *output) {
#pragma clang loop vectorize(assume_safety)
    for (size_t i = 0; i < count; i++) output[i] = passed(gradient[i], result[i], clip);
}

FOR_EVERY_PROCESSOR
void network_add_rows(const float *values, size_t rows, size_t columns, float *restrict sums) {
    for (size_t r = 0; r < rows; r++) {
        for (size_t c = 0; c < columns; c++) sums[c] += values[r * columns + c];
    }
}

FOR_EVERY_PROCESSOR
void network_mean_positions(
    const float *values, size_t images, size_t positions, size_t channels, float *restrict means) {
    for (size_t n = 0; n < images; n++) {
        float *mean = means + n * channels;
        memset(mean, 0, channels * sizeof *mean);
        for (size_t p = 0; p < positions; p++) {
            const float *row = values + (n * positions + p) * channels;
            for (size_t c = 0; c < channels; c++) mean[c] += row[c];
        }
        for (size_t c = 0; c < channels; c++) mean[c] /= (float)positions;
    }
}

FOR_EVERY_PROCESSOR
void network_mean_positions_gradient(
    const float *gradient, size_t images, size_t positions, size_t channels, float *restrict output) {
    const float share = 1 / (float)positions;
    for (size_t n = 0; n < images; n++) {
        for (size_t p = 0; p < positions; p++) {
            float *row = output + (n * positions + p) * channels;
            for (size_t c = 0; c < channels; c++) row[c] = gradient[n * channels + c] * share;
        }
    }
}

// MARK: Rows

static inline void row_statistics(const float *row, size_t channels, float epsilon, float *mean, float *inverse) {
    float sum = 0;
    for (size_t c = 0; c < channels; c++) sum += row[c];
    *mean = sum / (float)channels;
    float squares = 0;
    for (size_t c = 0; c < channels; c++) squares += (row[c] - *mean) * (row[c] - *mean);
    *inverse = 1 / sqrtf(squares / (float)channels + epsilon);
}

FOR_EVERY_PROCESSOR
void network_normalize_rows(
    const float *values, size_t rows, size_t channels, const float *restrict weight, const float *restrict bias,
    float epsilon, float *output) {
    for (size_t r = 0; r < rows; r++) {
        const float *row = values + r * channels;
        float mean, inverse;
        row_statistics(row, channels, epsilon, &mean, &inverse);
        for (size_t c = 0; c < channels; c++) {
            output[r * channels + c] = (row[c] - mean) * inverse * weight[c] + bias[c];
        }
    }
}

FOR_EVERY_PROCESSOR
void network_normalize_rows_gradient(
    const float *values, const float *gradient, size_t rows, size_t channels, const float *restrict weight,
    float epsilon, float *restrict weight_gradient, float *restrict bias_gradient, float *output) {
    memset(weight_gradient, 0, channels * sizeof *weight_gradient);
    memset(bias_gradient, 0, channels * sizeof *bias_gradient);
    for (size_t r = 0; r < rows; r++) {
        const float *row = values + r * channels, *incoming = gradient + r * channels;
        float mean, inverse, sum = 0, products = 0;
        row_statistics(row, channels, epsilon, &mean, &inverse);
        for (size_t c = 0; c < channels; c++) {
            const float normal = (row[c] - mean) * inverse, weighted = incoming[c] * weight[c];
            weight_gradient[c] += incoming[c] * normal;
            bias_gradient[c] += incoming[c];
            sum += weighted;
            products += weighted * normal;
        }
        sum /= (float)channels;
        products /= (float)channels;
        for (size_t c = 0; c < channels; c++) {
            const float normal = (row[c] - mean) * inverse;
            output[r * channels + c] = inverse * (incoming[c] * weight[c] - sum - normal * products);
        }
    }
}

void network_softmax_rows(const float *values, size_t rows, size_t channels, float *output) {
    for (size_t r = 0; r < rows; r++) {
        const float *row = values + r * channels;
        float *result = output + r * channels;
        float largest = row[0], sum = 0;
        for (size_t c = 1; c < channels; c++) largest = row[c] > largest ? row[c] : largest;
        for (size_t c = 0; c < channels; c++) sum += result[c] = expf(row[c] - largest);
        for (size_t c = 0; c < channels; c++) result[c] /= sum;
    }
}

void network_softmax_rows_gradient(
    const float *result, const float *gradient, size_t rows, size_t channels, float *output) {
    for (size_t r = 0; r < rows; r++) {
        const float *row = result + r * channels, *incoming = gradient + r * channels;
        float sum = 0;
        for (size_t c = 0; c < channels; c++) sum += row[c] * incoming[c];
        for (size_t c = 0; c < channels; c++) output[r * channels + c] = row[c] * (incoming[c] - sum);
    }
}

void network_copy_channels(
    const float *values, size_t source_channels, size_t source_first, size_t rows, size_t width, float *output,
    size_t output_channels, size_t output_first) {
    for (size_t r = 0; r < rows; r++) {
        memcpy(
            output + r * output_channels + output_first, values + r * source_channels + source_first,
            width * sizeof *output);
    }
}

void network_transpose(const float *values, size_t images, size_t rows, size_t columns, float *output) {
    for (size_t n = 0; n < images; n++) {
        const float *source = values + n * rows * columns;
        float *target = output + n * rows * columns;
        for (size_t c = 0; c < columns; c++) {
            for (size_t r = 0; r < rows; r++) target[c * rows + r] = source[r * columns + c];
        }
    }
}
