// Loops over the values of a network in the order N H W C, where oneDNN has none or takes several passes over memory
// for what is one: batch normalisation with the activation behind it, sums, means over positions.
//
// Compiled for several instruction sets, of which the best that the processor has is taken when the program starts; with
// NETWORK_KERNELS_WITHOUT_AVX512 defined, AVX2 at most, to measure what other processors would do.
// All sums are in a fixed order: the same input gives the same bits on one machine. A "row" is one position of one
// image, `channels` values.
#ifndef CNETWORKKERNELS_H
#define CNETWORKKERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "Winograd.h"

// min(max(x, lower), upper): (0, ∞) is ReLU, (0, 6) is ReLU6, (−∞, ∞) leaves everything as it is.
typedef struct {
    float lower;
    float upper;
} network_clip;

// The mean and the biased variance of each channel over the rows.
//
// Blocks of rows are summed in single precision and put together in double precision, each around its own mean.
// Source: Chan, Golub & LeVeque 1983, "Algorithms for computing the sample variance", equation 1.5.
void network_channel_statistics(
    const float *values, size_t rows, size_t channels, double *mean, double *variance);

// output = clip(scale · values + shift) by channel; output may be values.
void network_scale_rows(
    const float *values, size_t rows, size_t channels, const float *scale, const float *shift, network_clip clip,
    float *output);

// The sums over the rows of g and of g · (values − mean) by channel, where g is the gradient that passes the clip of
// scale · values + shift.
void network_gradient_sums(
    const float *values, const float *gradient, size_t rows, size_t channels, const float *scale,
    const float *shift, const float *mean, network_clip clip, double *sum, double *product_sum);

// output = factor · g + slope · values + offset by channel, with g as above; output may be gradient.
void network_normalization_gradient(
    const float *values, const float *gradient, size_t rows, size_t channels, const float *scale,
    const float *shift, const float *factor, const float *slope, const float *offset, network_clip clip,
    float *output);

// output = clip(first + second); output may be either.
void network_add(const float *first, const float *second, size_t count, network_clip clip, float *output);

// output = first · second; output may be either.
void network_multiply(const float *first, const float *second, size_t count, float *output);

// output = gradient where clip let `result`, its own output, through, else 0; output may be gradient.
void network_clip_gradient(
    const float *result, const float *gradient, size_t count, network_clip clip, float *output);

// Adds each row of a matrix [rows, columns] to sums[columns].
void network_add_rows(const float *values, size_t rows, size_t columns, float *sums);

// The mean over the positions of each image, [images, positions, channels] to [images, channels], and its gradient.
void network_mean_positions(
    const float *values, size_t images, size_t positions, size_t channels, float *means);
void network_mean_positions_gradient(
    const float *gradient, size_t images, size_t positions, size_t channels, float *output);

// Normalises each row by its own mean and variance: output = (x − m) / √(v + epsilon) · weight + bias.
void network_normalize_rows(
    const float *values, size_t rows, size_t channels, const float *weight, const float *bias, float epsilon,
    float *output);

// Its gradients; those of weight and bias are overwritten, and output may be gradient.
void network_normalize_rows_gradient(
    const float *values, const float *gradient, size_t rows, size_t channels, const float *weight, float epsilon,
    float *weight_gradient, float *bias_gradient, float *output);

// The softmax of each row, and its gradient from its result; output may be values or gradient.
void network_softmax_rows(const float *values, size_t rows, size_t channels, float *output);
void network_softmax_rows_gradient(
    const float *result, const float *gradient, size_t rows, size_t channels, float *output);

// Copies `width` channels of each row from one matrix into another, between channels of other numbers.
void network_copy_channels(
    const float *values, size_t source_channels, size_t source_first, size_t rows, size_t width, float *output,
    size_t output_channels, size_t output_first);

// Swaps the last two axes: [images, rows, columns] to [images, columns, rows].
void network_transpose(const float *values, size_t images, size_t rows, size_t columns, float *output);

#endif
