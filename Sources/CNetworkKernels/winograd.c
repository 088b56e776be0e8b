#include "Winograd.h"

#include <stdbool.h>
#include <string.h>

#define ALWAYS_INLINE inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")

enum {
    // Filters that lie side by side in transformed weights.
    PANEL = 16,
    // The points of the transforms.
    points = 36,
    // Products take tiles in multiples of this, which ROWS of every instruction set divides.
    tile_multiple = 12,
    // The largest ROWS and GRADIENT_ROWS.
    MAXIMUM_ROWS = 12,
    // Floats of transformed tiles that are worked on at a time: as much as a second-level cache holds, or what makes
    // reading the weights again worth while.
    block_floats = 192 << 10,
    least_block = 48,
    gradient_block_floats = 512 << 10,
    least_gradient_block = 96,
    // Filters whose gradients are finished together where all tiles are one block: their sums stay in a cache.
    filter_group = 2 * PANEL,
};

// MARK: Tiles

// The tiles of all images: row by row, image by image.
typedef struct {
    size_t rows;
    size_t columns;
} tile_grid;

typedef struct {
    size_t image;
    size_t row;
    size_t column;
} tile_position;

typedef struct {
    size_t first;
    size_t count;
} tile_range;

// Where the value of a point, tile and channel lies: channels of a panel are neighbours.
typedef struct {
    size_t point;
    size_t row;
    size_t panel;
} matrix_order;

static inline size_t smaller(size_t a, size_t b) { return a < b ? a : b; }
static inline size_t larger(size_t a, size_t b) { return a > b ? a : b; }
static inline size_t multiple(size_t count, size_t step) { return (count + step - 1) / step * step; }

static inline tile_grid grid_of(const network_winograd *settings) {
    return (tile_grid){
        .rows = (settings->output_height + 3) / 4, .columns = (settings->output_width + 3) / 4};
}

static inline size_t tile_count(const network_winograd *settings) {
    const tile_grid grid = grid_of(settings);
    return settings->images * grid.rows * grid.columns;
}

static inline tile_position position(tile_grid grid, size_t tile) {
    const size_t inside = tile % (grid.rows * grid.columns);
    return (tile_position){
        .image = tile / (grid.rows * grid.columns), .row = inside / grid.columns,
        .column = inside % grid.columns};
}

// The tiles of a block, such that all blocks are of about one size.
static size_t block_length(const network_winograd *settings, size_t floats, size_t least) {
    const size_t tiles = tile_count(settings);
    const size_t fitting = floats / (points * (settings->channels + settings->filters));
    const size_t limit = larger(fitting / tile_multiple * tile_multiple, least);
    const size_t blocks = (tiles + limit - 1) / limit;
    return multiple((tiles + blocks - 1) / blocks, tile_multiple);
}

// The floats from one point's matrix to the next one's: large powers of two would put all of them into the same places
// of the caches.
static inline size_t point_step(size_t rows, size_t columns) { return rows * columns + 2 * PANEL; }

// MARK: Instruction sets

#if defined(__x86_64__)
#if !defined(NETWORK_KERNELS_WITHOUT_AVX512)
#pragma clang attribute push( \
    __attribute__((target("arch=x86-64-v4"), min_vector_width(512))), apply_to = function)
#define NAME(x) x##_512
#define WIDTH 16
#define ROWS 12
#define PANELS 2
#define GRADIENT_ROWS 8
#include "winograd_template.h"
#pragma clang attribute pop
#endif

#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#define NAME(x) x##_256
#define WIDTH 8
#define ROWS 6
#define PANELS 1
#define GRADIENT_ROWS 4
#include "winograd_template.h"
#pragma clang attribute pop
#endif

#define NAME(x) x##_128
#define WIDTH 4
#define ROWS 2
#define PANELS 1
#define GRADIENT_ROWS 2
#include "winograd_template.h"

typedef struct {
    void (*transform_input)(
        const network_winograd *, const float *, const float *, tile_range, matrix_order, float *);
    void (*transform_gradient)(
        const network_winograd *, const float *, const float *, tile_range, matrix_order, float *);
    void (*transform_output)(
        const network_winograd *, const float *, tile_range, matrix_order, const float *, float *);
    void (*transform_weights)(const float *, size_t, size_t, size_t, size_t, bool, float *);
    void (*gather_weights_gradient)(const float *, size_t, size_t, float *);
    void (*multiply_point)(const float *, const float *, size_t, size_t, size_t, float *);
    void (*multiply_gradient_point)(const float *, const float *, size_t, size_t, size_t, bool, float *);
} kernel_set;

#define KERNELS(suffix)                                                                                      \
    {                                                                                                        \
        transform_input##suffix, transform_gradient##suffix, transform_output##suffix,                       \
            transform_weights##suffix, gather_weights_gradient##suffix, multiply_point##suffix,              \
            multiply_gradient_point##suffix                                                                  \
    }

#if defined(__x86_64__)
#if !defined(NETWORK_KERNELS_WITHOUT_AVX512)
static const kernel_set kernels_512 = KERNELS(_512);
#endif
static const kernel_set kernels_256 = KERNELS(_256);
#endif
static const kernel_set kernels_128 = KERNELS(_128);

static const kernel_set *kernels(const network_winograd *settings) {
#if defined(__x86_64__)
#if !defined(NETWORK_KERNELS_WITHOUT_AVX512)
    if (settings->vector_bits >= 512) return &kernels_512;
#endif
    if (settings->vector_bits >= 256) return &kernels_256;
#endif
    return &kernels_128;
}

size_t network_winograd_widest_vector(void) {
#if defined(__x86_64__)
#if !defined(NETWORK_KERNELS_WITHOUT_AVX512)
    if (__builtin_cpu_supports("x86-64-v4")) return 512;
#endif
    if (__builtin_cpu_supports("x86-64-v3")) return 256;
#endif
    return 128;
}

// MARK: Weights

size_t network_winograd_weights_count(const network_winograd *settings) {
    return points * point_step(settings->channels, settings->filters);
}

void network_winograd_transform_weights(
    const network_winograd *settings, const float *weights, float *transformed) {
    const size_t channels = settings->channels, filters = settings->filters;
    kernels(settings)->transform_weights(weights, channels, 9, filters, 9 * channels, false, transformed);
}

void network_winograd_transform_turned_weights(
    const network_winograd *settings, const float *weights, float *transformed) {
    const size_t channels = settings->channels, filters = settings->filters;
    kernels(settings)->transform_weights(weights, filters, 9 * channels, channels, 9, true, transformed);
}

// MARK: Convolution

// Scratch holds zeros for what lies outside the input, the transformed input of a block, [point, tile, channel], and its
// products, [point, tile, filter].
size_t network_winograd_scratch_count(const network_winograd *settings) {
    const size_t length = block_length(settings, block_floats, least_block);
    return settings->channels
        + points * (point_step(length, settings->channels) + point_step(length, settings->filters));
}

// Products are of whole groups of rows: those behind the last tile are zeros.
static void clear_rows(float *values, size_t count, size_t padded, size_t row, size_t point) {
    for (size_t p = 0; p < points; p++) {
        memset(values + p * point + count * row, 0, (padded - count) * row * sizeof *values);
    }
}

void network_winograd_convolve(
    const network_winograd *settings, const float *input, const float *transformed, const float *bias,
    float *output, float *scratch) {
    const kernel_set *set = kernels(settings);
    const size_t channels = settings->channels, filters = settings->filters, tiles = tile_count(settings);
    const size_t length = block_length(settings, block_floats, least_block);
    const matrix_order input_order = {point_step(length, channels), channels, PANEL};
    const matrix_order output_order = {point_step(length, filters), filters, PANEL};
    float *values = scratch + channels;
    float *products = values + points * input_order.point;
    memset(scratch, 0, channels * sizeof *scratch);
    for (size_t first = 0; first < tiles; first += length) {
        const tile_range range = {first, smaller(length, tiles - first)};
        const size_t padded = multiple(range.count, tile_multiple);
        set->transform_input(settings, input, scratch, range, input_order, values);
        clear_rows(values, range.count, padded, channels, input_order.point);
        for (size_t p = 0; p < points; p++) {
            set->multiply_point(
                values + p * input_order.point, transformed + p * point_step(channels, filters), padded,
                channels, filters, products + p * output_order.point);
        }
        set->transform_output(settings, products, range, output_order, bias, output);
    }
}

// MARK: Gradient of the weights

// How the gradient of the weights is computed.
typedef struct {
    // The tiles of a block.
    size_t block;
    // The filters whose sums are finished together, and what these take.
    size_t group;
    size_t group_floats;
    // The groups whose sums are kept at a time: more than one while further tiles are to be added.
    size_t kept_groups;
} gradient_plan;

static gradient_plan plan_of(const network_winograd *settings) {
    const size_t block = block_length(settings, gradient_block_floats, least_gradient_block);
    const size_t group = smaller(filter_group, settings->filters);
    const bool is_single = tile_count(settings) <= block;
    return (gradient_plan){
        .block = block, .group = group, .group_floats = points * point_step(settings->channels, group),
        .kept_groups = is_single ? 1 : (settings->filters + group - 1) / group};
}

// Scratch holds zeros for what lies outside, the sums of the groups that are kept, [group, point, panel of filters,
// channel, filter], and the transforms of a block, [point, panel, tile, channel or filter].
size_t network_winograd_gradient_scratch_count(const network_winograd *settings) {
    const gradient_plan plan = plan_of(settings);
    return larger(settings->channels, settings->filters) + plan.kept_groups * plan.group_floats
        + points * (point_step(plan.block, settings->channels) + point_step(plan.block, settings->filters));
}

void network_winograd_weights_gradient(
    const network_winograd *settings, const float *input, const float *gradient, float *weights_gradient,
    float *scratch) {
    const kernel_set *set = kernels(settings);
    const gradient_plan plan = plan_of(settings);
    const size_t channels = settings->channels, filters = settings->filters, tiles = tile_count(settings);
    float *sums = scratch + larger(channels, filters);
    float *values = sums + plan.kept_groups * plan.group_floats;
    float *gradients = values + points * point_step(plan.block, channels);
    memset(scratch, 0, larger(channels, filters) * sizeof *scratch);
    for (size_t first = 0; first < tiles; first += plan.block) {
        const tile_range range = {first, smaller(plan.block, tiles - first)};
        const matrix_order input_order = {point_step(plan.block, channels), PANEL, range.count * PANEL};
        const matrix_order gradient_order = {point_step(plan.block, filters), PANEL, range.count * PANEL};
        set->transform_input(settings, input, scratch, range, input_order, values);
        set->transform_gradient(settings, gradient, scratch, range, gradient_order, gradients);
        for (size_t k = 0; k < filters; k += plan.group) {
            const size_t width = smaller(plan.group, filters - k);
            float *group_sums = sums + k / plan.group % plan.kept_groups * plan.group_floats;
            for (size_t p = 0; p < points; p++) {
                set->multiply_gradient_point(
                    values + p * input_order.point, gradients + p * gradient_order.point + k * range.count,
                    range.count, channels, width, first > 0, group_sums + p * point_step(channels, width));
            }
            if (first + range.count == tiles) {
                set->gather_weights_gradient(
                    group_sums, channels, width, weights_gradient + k * channels * 9);
            }
        }
    }
}
