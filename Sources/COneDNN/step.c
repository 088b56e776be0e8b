#include "internal.h"

#include <stdlib.h>

// MARK: Asking an operation

size_t onednn_operation_byte_count(const onednn_operation *operation, onednn_role role) {
    const onednn_layout *layout = operation->layout[role];
    return layout ? onednn_layout_byte_count(layout) : 0;
}

onednn_layout *onednn_operation_layout(const onednn_operation *operation, onednn_role role) {
    const onednn_layout *layout = operation->layout[role];
    return layout ? onednn_layout_copy(ONEDNN_DESCRIPTOR(layout)) : NULL;
}

const char *onednn_operation_implementation(const onednn_operation *operation) {
    const char *name = NULL;
    dnnl_primitive_desc_query(operation->descriptor, dnnl_query_impl_info_str, 0, (void *)&name);
    return name ? name : "unknown";
}

// MARK: Streams and steps

struct onednn_stream {
    dnnl_stream_t stream;
};

onednn_status onednn_stream_create(onednn_stream **result) {
    *result = NULL;
    dnnl_engine_t engine;
    ONEDNN_TRY(onednn_engine(&engine));
    onednn_stream *stream = calloc(1, sizeof *stream);
    if (!stream) return dnnl_out_of_memory;
    onednn_status status = dnnl_stream_create(&stream->stream, engine, dnnl_stream_default_flags);
    if (status != 0) {
        free(stream);
        return status;
    }
    *result = stream;
    return dnnl_success;
}

void onednn_stream_destroy(onednn_stream *stream) {
    if (!stream) return;
    dnnl_stream_destroy(stream->stream);
    free(stream);
}

struct onednn_step {
    dnnl_primitive_t primitive; // borrowed from the operation
    int32_t count;
    dnnl_exec_arg_t arguments[ONEDNN_ROLE_COUNT];
};

void onednn_step_destroy(onednn_step *step) {
    if (!step) return;
    for (int32_t index = 0; index < step->count; index++) dnnl_memory_destroy(step->arguments[index].memory);
    free(step);
}

static onednn_status bind_arguments(
    onednn_step *step, const onednn_operation *operation, void *const buffers[ONEDNN_ROLE_COUNT]) {
    dnnl_engine_t engine;
    ONEDNN_TRY(onednn_engine(&engine));
    for (int32_t role = 0; role < ONEDNN_ROLE_COUNT; role++) {
        if (onednn_operation_byte_count(operation, role) == 0) continue;
        if (!buffers[role]) return dnnl_invalid_arguments;
        dnnl_memory_t memory;
        ONEDNN_TRY(
            dnnl_memory_create(&memory, ONEDNN_DESCRIPTOR(operation->layout[role]), engine, buffers[role]));
        step->arguments[step->count++] = (dnnl_exec_arg_t){operation->argument[role], memory};
    }
    return dnnl_success;
}

onednn_status onednn_step_create(
    onednn_step **result, const onednn_operation *operation, void *const buffers[ONEDNN_ROLE_COUNT]) {
    *result = NULL;
    onednn_step *step = calloc(1, sizeof *step);
    if (!step) return dnnl_out_of_memory;
    step->primitive = operation->primitive;
    onednn_status status = bind_arguments(step, operation, buffers);
    if (status != 0) {
        onednn_step_destroy(step);
        return status;
    }
    *result = step;
    return dnnl_success;
}

onednn_status onednn_step_run(const onednn_step *step, const onednn_stream *stream) {
    return dnnl_primitive_execute(step->primitive, stream->stream, step->count, step->arguments);
}

// MARK: Weights

static onednn_status run_reorder(
    const onednn_operation *reorder, const float *source, void *output, void *scratchpad) {
    void *buffers[ONEDNN_ROLE_COUNT] = {0};
    buffers[ONEDNN_ROLE_SOURCE] = (void *)source; // oneDNN only reads it
    buffers[ONEDNN_ROLE_OUTPUT] = output;
    buffers[ONEDNN_ROLE_SCRATCHPAD] = scratchpad;
    onednn_step *step;
    ONEDNN_TRY(onednn_step_create(&step, reorder, buffers));
    onednn_stream *stream;
    onednn_status status = onednn_stream_create(&stream);
    if (status == 0) {
        status = onednn_step_run(step, stream);
        if (status == 0) status = dnnl_stream_wait(stream->stream);
        onednn_stream_destroy(stream);
    }
    onednn_step_destroy(step);
    return status;
}

onednn_status onednn_operation_pack_weights(
    const onednn_operation *operation, const float *plain, void *packed) {
    if (!operation->plain_weights) return dnnl_invalid_arguments;
    onednn_operation *reorder;
    ONEDNN_TRY(
        onednn_reorder_create(&reorder, operation->plain_weights, operation->layout[ONEDNN_ROLE_WEIGHTS]));
    size_t scratchpad_size = onednn_operation_byte_count(reorder, ONEDNN_ROLE_SCRATCHPAD);
    void *scratchpad = scratchpad_size > 0 ? malloc(scratchpad_size) : NULL;
    onednn_status status = dnnl_out_of_memory;
    if (scratchpad_size == 0 || scratchpad) status = run_reorder(reorder, plain, packed, scratchpad);
    free(scratchpad);
    onednn_operation_destroy(reorder);
    return status;
}

// MARK: Matrices

onednn_status onednn_multiply(
    int32_t left_transposed, int32_t right_transposed, int64_t rows, int64_t columns, int64_t inner,
    const float *left, const float *right, float beta, float *output) {
    return dnnl_sgemm(
        left_transposed ? 'T' : 'N', right_transposed ? 'T' : 'N', rows, columns, inner, 1.0f, left,
        left_transposed ? rows : inner, right, right_transposed ? inner : columns, beta, output, columns);
}
