// oneDNN (https://uxlfoundation.github.io/oneDNN) behind one small header.
//
// The C interface of oneDNN changed between versions 2 and 3: memory descriptors became opaque, operation
// descriptors went away, post-operations lost their scale. Everything above this header is the same for both.
//
// Conventions: shapes are N C H W whatever the layout in memory; every function that can fail returns a
// status, 0 for success, whose text `onednn_status_text` gives; every `create` has a `destroy`; destroying NULL
// does nothing. Operations are immutable once created and may be shared by threads; steps and streams belong to
// one thread at a time.
#ifndef CONEDNN_H
#define CONEDNN_H

#include <stddef.h>
#include <stdint.h>

typedef int32_t onednn_status;

// The version of the library that was loaded, for example 2, 6, 3.
void onednn_version(int32_t *major, int32_t *minor, int32_t *patch);
// The number of the instruction set that kernels are made for.
int32_t onednn_instruction_set(void);
const char *onednn_status_text(onednn_status status);

// Makes the calling thread run primitives alone. oneDNN's OpenMP runtime would otherwise split every primitive
// over all cores; here, work is parallel over images instead. Call it before creating and before executing.
void onednn_use_one_thread(void);

// MARK: Layouts

typedef enum {
    ONEDNN_FORMAT_ANY = 0,            // the operation chooses
    ONEDNN_FORMAT_CHANNELS_FIRST = 1, // N C H W, or N C for two axes
    ONEDNN_FORMAT_CHANNELS_LAST = 2,  // N H W C
} onednn_format;

// How a tensor of floats lies in memory: shape and strides or blocking.
typedef struct onednn_layout onednn_layout;

onednn_status onednn_layout_create(
    onednn_layout **layout, int32_t rank, const int64_t *dimensions, onednn_format format);
void onednn_layout_destroy(onednn_layout *layout);
size_t onednn_layout_byte_count(const onednn_layout *layout);
int32_t onednn_layout_equal(const onednn_layout *first, const onednn_layout *second);
// A part of a tensor along one axis, in the tensor's own memory.
onednn_status onednn_layout_slice_create(
    onednn_layout **layout, const onednn_layout *whole, int32_t axis, int64_t begin, int64_t count);

// MARK: Operations

typedef enum {
    ONEDNN_ACTIVATION_NONE = 0,
    ONEDNN_ACTIVATION_RELU = 1, // alpha: slope for negative values
    ONEDNN_ACTIVATION_CLIP = 2, // alpha ... beta
    ONEDNN_ACTIVATION_LOGISTIC = 3,
    ONEDNN_ACTIVATION_TANH = 4,
    ONEDNN_ACTIVATION_SWISH = 5,      // x · logistic(alpha · x)
    ONEDNN_ACTIVATION_HARD_SWISH = 6, // x · (alpha · x + beta) with the factor cut to 0 ... 1; version 2
                                      // knows 1/6 and 1/2 only
    ONEDNN_ACTIVATION_GELU = 7,       // x · (1 + erf(x / √2)) / 2
} onednn_activation;

typedef struct {
    int64_t kernel[2];      // height, width
    int64_t stride[2];
    int64_t dilation[2];    // 1: dense
    int64_t padding_begin[2]; // top, left
    int64_t padding_end[2];   // bottom, right
} onednn_window;

typedef struct {
    int64_t output_channels;
    int64_t groups;
    onednn_window window;
    int32_t has_bias;
    int32_t adds_to_output; // adds to what the output buffer holds, before the activation
    onednn_activation activation;
    float alpha;
    float beta;
} onednn_convolution;

typedef enum {
    ONEDNN_POOLING_MAX = 0,
    ONEDNN_POOLING_AVERAGE = 1, // over the values inside the image only
    ONEDNN_POOLING_AVERAGE_WITH_PADDING = 2,
} onednn_pooling_kind;

// A compiled primitive with the layouts of its arguments.
typedef struct onednn_operation onednn_operation;

typedef enum {
    ONEDNN_ROLE_SOURCE = 0,
    ONEDNN_ROLE_SECOND_SOURCE = 1,
    ONEDNN_ROLE_WEIGHTS = 2,
    ONEDNN_ROLE_BIAS = 3,
    ONEDNN_ROLE_OUTPUT = 4,
    ONEDNN_ROLE_SCRATCHPAD = 5,
    ONEDNN_ROLE_WORKSPACE = 6, // what a forward operation leaves for its backward one
} onednn_role;
#define ONEDNN_ROLE_COUNT 7

// The output layout may be of format `any`; ask `onednn_operation_layout` what was chosen. Weights are chosen
// by the operation: pack them with `onednn_operation_pack_weights`.
onednn_status onednn_convolution_create(
    onednn_operation **operation, const onednn_convolution *convolution, const onednn_layout *source,
    const onednn_layout *output);
onednn_status onednn_pooling_create(
    onednn_operation **operation, onednn_pooling_kind kind, const onednn_window *window,
    const onednn_layout *source, const onednn_layout *output);
// source [N, D], output [N, K], weights [K, D], bias [K].
onednn_status onednn_linear_create(
    onednn_operation **operation, int32_t has_bias, onednn_activation activation, float alpha, float beta,
    const onednn_layout *source, const onednn_layout *output);
onednn_status onednn_activation_create(
    onednn_operation **operation, onednn_activation activation, float alpha, float beta,
    const onednn_layout *layout);
// output = activation(source + second source), all in one layout.
onednn_status onednn_add_create(
    onednn_operation **operation, onednn_activation activation, float alpha, float beta,
    const onednn_layout *layout);
onednn_status onednn_reorder_create(
    onednn_operation **operation, const onednn_layout *source, const onednn_layout *output);
// Each row of a layout [rows, width] with its own mean and variance; weights and bias [width] are plain.
onednn_status onednn_row_normalization_create(
    onednn_operation **operation, float epsilon, const onednn_layout *layout);
// exp(x) / Σ exp(x) over each row of a layout [rows, width].
onednn_status onednn_softmax_create(onednn_operation **operation, const onednn_layout *layout);
void onednn_operation_destroy(onednn_operation *operation);

// The bytes that an argument takes; 0 for one that the operation does not have.
size_t onednn_operation_byte_count(const onednn_operation *operation, onednn_role role);
// A new layout, to be destroyed by the caller; NULL where the operation has no such argument.
onednn_layout *onednn_operation_layout(const onednn_operation *operation, onednn_role role);
// The name of the chosen implementation, for example "jit:avx2". Lives as long as the operation.
const char *onednn_operation_implementation(const onednn_operation *operation);
// Reorders plain weights ([O, I/groups, kh, kw] or [K, D]) into the layout that the operation chose.
onednn_status onednn_operation_pack_weights(
    const onednn_operation *operation, const float *plain, void *packed);

// The order in which plain weights lie, for reorders; NULL where the operation has none. To be destroyed by the caller.
onednn_layout *onednn_operation_plain_weights(const onednn_operation *operation);

// MARK: Gradients

// A gradient is a source like any other: what an operation computes is its output.

// source: gradient of the convolution's output; output: that of its input, as wide as `output`.
onednn_status onednn_convolution_backward_data_create(
    onednn_operation **operation, const onednn_convolution *convolution, const onednn_layout *gradient,
    const onednn_layout *output);
// source: the convolution's input; second source: gradient of its output; output: that of the weights, in the order that
// the operation chooses; bias: that of the bias.
onednn_status onednn_convolution_backward_weights_create(
    onednn_operation **operation, const onednn_convolution *convolution, const onednn_layout *source,
    const onednn_layout *gradient);
// As `onednn_pooling_create`, with a workspace.
onednn_status onednn_pooling_training_create(
    onednn_operation **operation, onednn_pooling_kind kind, const onednn_window *window,
    const onednn_layout *source, const onednn_layout *output);
// source: gradient of the output; output: that of the input.
onednn_status onednn_pooling_backward_create(
    onednn_operation **operation, onednn_pooling_kind kind, const onednn_window *window,
    const onednn_layout *gradient, const onednn_layout *output);
// source: the function's input; second source: gradient of its output; output: that of its input, all in one layout.
onednn_status onednn_activation_backward_create(
    onednn_operation **operation, onednn_activation activation, float alpha, float beta,
    const onednn_layout *layout);

// MARK: Steps

typedef struct onednn_stream onednn_stream;
onednn_status onednn_stream_create(onednn_stream **stream);
void onednn_stream_destroy(onednn_stream *stream);

// An operation bound to its buffers, one pointer a role (NULL where there is none). The buffers and the operation must outlive it.
typedef struct onednn_step onednn_step;
onednn_status onednn_step_create(
    onednn_step **step, const onednn_operation *operation, void *const buffers[ONEDNN_ROLE_COUNT]);
void onednn_step_destroy(onednn_step *step);
onednn_status onednn_step_run(const onednn_step *step, const onednn_stream *stream);

// MARK: Matrices

// output [rows, columns] = left [rows, inner] · right [inner, columns] + beta · output, row-major; a transposed
// matrix is stored as [inner, rows] or [columns, inner].
onednn_status onednn_multiply(
    int32_t left_transposed, int32_t right_transposed, int64_t rows, int64_t columns, int64_t inner,
    const float *left, const float *right, float beta, float *output);

#endif
