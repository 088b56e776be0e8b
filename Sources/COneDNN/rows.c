// Operations over the rows of a matrix [rows, width], and views of parts of a tensor.
#include "internal.h"

#include <stdlib.h>

static const onednn_argument row_arguments[] = {
    {ONEDNN_ROLE_SOURCE, DNNL_ARG_SRC, dnnl_query_src_md, 0},
    {ONEDNN_ROLE_OUTPUT, DNNL_ARG_DST, dnnl_query_dst_md, 0},
};

// MARK: Normalisation

static onednn_status describe_normalization(
    dnnl_primitive_desc_t *descriptor, float epsilon, const onednn_layout *layout,
    const_dnnl_primitive_attr_t attributes) {
    dnnl_engine_t engine;
    ONEDNN_TRY(onednn_engine(&engine));
    unsigned flags = dnnl_use_scale | dnnl_use_shift;
#if ONEDNN_IS_VERSION_2
    dnnl_layer_normalization_desc_t operation;
    ONEDNN_TRY(dnnl_layer_normalization_forward_desc_init(
        &operation, dnnl_forward_inference, ONEDNN_DESCRIPTOR(layout), NULL, epsilon, flags));
    return dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, NULL);
#else
    return dnnl_layer_normalization_forward_primitive_desc_create(
        descriptor, engine, dnnl_forward_inference, ONEDNN_DESCRIPTOR(layout), ONEDNN_DESCRIPTOR(layout),
        NULL, epsilon, flags, attributes);
#endif
}

// Version 2 cannot be asked for the layouts of scale and shift, which are plain in both.
static onednn_status add_row_parameters(onednn_operation *operation, int64_t width) {
    operation->argument[ONEDNN_ROLE_WEIGHTS] = DNNL_ARG_SCALE;
    operation->argument[ONEDNN_ROLE_BIAS] = DNNL_ARG_SHIFT;
    ONEDNN_TRY(onednn_layout_create_tagged(&operation->layout[ONEDNN_ROLE_WEIGHTS], 1, &width, dnnl_a));
    return onednn_layout_create_tagged(&operation->layout[ONEDNN_ROLE_BIAS], 1, &width, dnnl_a);
}

onednn_status onednn_row_normalization_create(
    onednn_operation **operation, float epsilon, const onednn_layout *layout) {
    *operation = NULL;
    if (onednn_layout_rank(layout) != 2) return dnnl_invalid_arguments;
    int64_t shape[2];
    onednn_layout_dimensions(layout, shape);
    dnnl_primitive_attr_t attributes;
    ONEDNN_TRY(onednn_create_attributes(&attributes, 0, ONEDNN_ACTIVATION_NONE, 0, 0));
    dnnl_primitive_desc_t descriptor = NULL;
    onednn_status status = describe_normalization(&descriptor, epsilon, layout, attributes);
    dnnl_primitive_attr_destroy(attributes);
    if (status != 0) return status;
    onednn_operation *created;
    ONEDNN_TRY(onednn_create_operation(&created, descriptor, row_arguments, 2));
    status = add_row_parameters(created, shape[1]);
    if (status != 0) {
        onednn_operation_destroy(created);
        return status;
    }
    *operation = created;
    return dnnl_success;
}

// MARK: Softmax

static onednn_status describe_softmax(
    dnnl_primitive_desc_t *descriptor, const onednn_layout *layout, const_dnnl_primitive_attr_t attributes) {
    dnnl_engine_t engine;
    ONEDNN_TRY(onednn_engine(&engine));
#if ONEDNN_IS_VERSION_2
    dnnl_softmax_v2_desc_t operation;
    ONEDNN_TRY(dnnl_softmax_v2_forward_desc_init(
        &operation, dnnl_forward_inference, dnnl_softmax_accurate, ONEDNN_DESCRIPTOR(layout),
        ONEDNN_DESCRIPTOR(layout), 1));
    return dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, NULL);
#else
    return dnnl_softmax_forward_primitive_desc_create(
        descriptor, engine, dnnl_forward_inference, dnnl_softmax_accurate, ONEDNN_DESCRIPTOR(layout),
        ONEDNN_DESCRIPTOR(layout), 1, attributes);
#endif
}

onednn_status onednn_softmax_create(onednn_operation **operation, const onednn_layout *layout) {
    *operation = NULL;
    if (onednn_layout_rank(layout) != 2) return dnnl_invalid_arguments;
    dnnl_primitive_attr_t attributes;
    ONEDNN_TRY(onednn_create_attributes(&attributes, 0, ONEDNN_ACTIVATION_NONE, 0, 0));
    dnnl_primitive_desc_t descriptor = NULL;
    onednn_status status = describe_softmax(&descriptor, layout, attributes);
    dnnl_primitive_attr_destroy(attributes);
    if (status != 0) return status;
    return onednn_create_operation(operation, descriptor, row_arguments, 2);
}

// MARK: Slices

onednn_status onednn_layout_slice_create(
    onednn_layout **layout, const onednn_layout *whole, int32_t axis, int64_t begin, int64_t count) {
    *layout = NULL;
    int32_t rank = onednn_layout_rank(whole);
    if (axis < 0 || axis >= rank) return dnnl_invalid_arguments;
    dnnl_dims_t extents = {0};
    onednn_layout_dimensions(whole, extents);
    if (begin < 0 || count < 1 || begin + count > extents[axis]) return dnnl_invalid_arguments;
    extents[axis] = count;
    dnnl_dims_t offsets = {0};
    offsets[axis] = begin;
    onednn_layout *created = calloc(1, sizeof *created);
    if (!created) return dnnl_out_of_memory;
#if ONEDNN_IS_VERSION_2
    dnnl_status_t status =
        dnnl_memory_desc_init_submemory(&created->descriptor, &whole->descriptor, extents, offsets);
#else
    dnnl_status_t status =
        dnnl_memory_desc_create_submemory(&created->descriptor, whole->descriptor, extents, offsets);
#endif
    if (status != dnnl_success) {
        free(created);
        return status;
    }
    *layout = created;
    return dnnl_success;
}

// Extents, strides and offset in elements; of rank 0 where the layout has none of these.
typedef struct {
    int32_t rank;
    const int64_t *extents;
    const int64_t *strides;
    int64_t offset;
} onednn_geometry;

static onednn_geometry geometry(const onednn_layout *layout) {
    onednn_geometry result = {0};
#if ONEDNN_IS_VERSION_2
    const dnnl_memory_desc_t *descriptor = &layout->descriptor;
    if (descriptor->format_kind != dnnl_blocked) return result;
    result.rank = descriptor->ndims;
    result.extents = descriptor->dims;
    result.strides = descriptor->format_desc.blocking.strides;
    result.offset = descriptor->offset0;
#else
    dnnl_format_kind_t kind = dnnl_format_kind_undef;
    dnnl_memory_desc_query(layout->descriptor, dnnl_query_format_kind, &kind);
    if (kind != dnnl_blocked) return result;
    dnnl_dims_t *extents = NULL;
    dnnl_dims_t *strides = NULL;
    dnnl_memory_desc_query(layout->descriptor, dnnl_query_dims, &extents);
    dnnl_memory_desc_query(layout->descriptor, dnnl_query_strides, &strides);
    dnnl_memory_desc_query(layout->descriptor, dnnl_query_submemory_offset_s64, &result.offset);
    if (!extents || !strides) return result;
    result.rank = onednn_layout_rank(layout);
    result.extents = *extents;
    result.strides = *strides;
#endif
    return result;
}

size_t onednn_slice_byte_count(const onednn_layout *layout) {
    onednn_geometry parts = geometry(layout);
    if (parts.rank == 0 || parts.offset == 0) return 0;
    int64_t last = parts.offset;
    for (int32_t axis = 0; axis < parts.rank; axis++) {
        if (parts.extents[axis] == 0) return 0;
        last += (parts.extents[axis] - 1) * parts.strides[axis];
    }
    return (size_t)(last + 1) * sizeof(float);
}
