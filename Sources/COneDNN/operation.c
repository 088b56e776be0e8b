#include "internal.h"

#include <stdlib.h>

// MARK: Finishing any operation

static const onednn_argument source_argument = {ONEDNN_ROLE_SOURCE, DNNL_ARG_SRC, dnnl_query_src_md, 0};
static const onednn_argument second_source_argument = {
    ONEDNN_ROLE_SECOND_SOURCE, DNNL_ARG_SRC_1, dnnl_query_src_md, 1};
static const onednn_argument weights_argument = {
    ONEDNN_ROLE_WEIGHTS, DNNL_ARG_WEIGHTS, dnnl_query_weights_md, 0};
static const onednn_argument bias_argument = {ONEDNN_ROLE_BIAS, DNNL_ARG_BIAS, dnnl_query_weights_md, 1};
static const onednn_argument output_argument = {ONEDNN_ROLE_OUTPUT, DNNL_ARG_DST, dnnl_query_dst_md, 0};
static const onednn_argument scratchpad_argument = {
    ONEDNN_ROLE_SCRATCHPAD, DNNL_ARG_SCRATCHPAD, dnnl_query_scratchpad_md, 0};

static onednn_status add_argument(onednn_operation *operation, onednn_argument argument) {
    onednn_descriptor descriptor =
        dnnl_primitive_desc_query_md(operation->descriptor, argument.query, argument.index);
    if (!descriptor) return dnnl_runtime_error;
    operation->layout[argument.role] = onednn_layout_copy(descriptor);
    operation->argument[argument.role] = argument.argument;
    return operation->layout[argument.role] ? dnnl_success : dnnl_out_of_memory;
}

static onednn_status finish(
    onednn_operation *operation, const onednn_argument *arguments, int32_t argument_count) {
    ONEDNN_TRY(dnnl_primitive_create(&operation->primitive, operation->descriptor));
    for (int32_t index = 0; index < argument_count; index++) {
        ONEDNN_TRY(add_argument(operation, arguments[index]));
    }
    return add_argument(operation, scratchpad_argument);
}

// Takes over a primitive descriptor and makes the operation of it; on failure nothing is left behind.
onednn_status onednn_create_operation(
    onednn_operation **result, dnnl_primitive_desc_t descriptor, const onednn_argument *arguments,
    int32_t argument_count) {
    onednn_operation *operation = calloc(1, sizeof *operation);
    if (!operation) {
        dnnl_primitive_desc_destroy(descriptor);
        return dnnl_out_of_memory;
    }
    operation->descriptor = descriptor;
    onednn_status status = finish(operation, arguments, argument_count);
    if (status != 0) {
        onednn_operation_destroy(operation);
        return status;
    }
    *result = operation;
    return dnnl_success;
}

void onednn_operation_destroy(onednn_operation *operation) {
    if (!operation) return;
    if (operation->primitive) dnnl_primitive_destroy(operation->primitive);
    if (operation->descriptor) dnnl_primitive_desc_destroy(operation->descriptor);
    for (int32_t role = 0; role < ONEDNN_ROLE_COUNT; role++) onednn_layout_destroy(operation->layout[role]);
    onednn_layout_destroy(operation->plain_weights);
    free(operation);
}

// MARK: Attributes

dnnl_alg_kind_t onednn_activation_algorithm(onednn_activation activation) {
    switch (activation) {
    case ONEDNN_ACTIVATION_RELU: return dnnl_eltwise_relu;
    case ONEDNN_ACTIVATION_CLIP: return dnnl_eltwise_clip;
    case ONEDNN_ACTIVATION_LOGISTIC: return dnnl_eltwise_logistic;
    case ONEDNN_ACTIVATION_TANH: return dnnl_eltwise_tanh;
    case ONEDNN_ACTIVATION_SWISH: return dnnl_eltwise_swish;
    case ONEDNN_ACTIVATION_HARD_SWISH: return dnnl_eltwise_hardswish;
    case ONEDNN_ACTIVATION_GELU: return dnnl_eltwise_gelu_erf;
    default: return dnnl_alg_kind_undef;
    }
}

static onednn_status append_activation(
    dnnl_post_ops_t operations, onednn_activation activation, float alpha, float beta) {
    if (activation == ONEDNN_ACTIVATION_NONE) return dnnl_success;
    dnnl_alg_kind_t kind = onednn_activation_algorithm(activation);
#if ONEDNN_IS_VERSION_2
    return dnnl_post_ops_append_eltwise(operations, 1.0f, kind, alpha, beta);
#else
    return dnnl_post_ops_append_eltwise(operations, kind, alpha, beta);
#endif
}

static onednn_status append_sum(dnnl_post_ops_t operations) {
#if ONEDNN_IS_VERSION_2
    return dnnl_post_ops_append_sum(operations, 1.0f);
#else
    return dnnl_post_ops_append_sum(operations, 1.0f, 0, dnnl_data_type_undef);
#endif
}

static onednn_status fill_attributes(
    dnnl_primitive_attr_t attributes, dnnl_post_ops_t operations, int32_t adds_to_output,
    onednn_activation activation, float alpha, float beta) {
    ONEDNN_TRY(dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user));
    if (adds_to_output) ONEDNN_TRY(append_sum(operations));
    ONEDNN_TRY(append_activation(operations, activation, alpha, beta));
    return dnnl_primitive_attr_set_post_ops(attributes, operations);
}

onednn_status onednn_create_attributes(
    dnnl_primitive_attr_t *attributes, int32_t adds_to_output, onednn_activation activation, float alpha,
    float beta) {
    *attributes = NULL;
    dnnl_post_ops_t operations = NULL;
    ONEDNN_TRY(dnnl_primitive_attr_create(attributes));
    onednn_status status = dnnl_post_ops_create(&operations);
    if (status == 0) {
        status = fill_attributes(*attributes, operations, adds_to_output, activation, alpha, beta);
        dnnl_post_ops_destroy(operations);
    }
    if (status != 0) {
        dnnl_primitive_attr_destroy(*attributes);
        *attributes = NULL;
    }
    return status;
}

// MARK: Convolution

static onednn_status describe_convolution(
    dnnl_primitive_desc_t *descriptor, const onednn_convolution *convolution, const onednn_layout *source,
    const onednn_layout *weights, const onednn_layout *bias, const onednn_layout *output,
    const_dnnl_primitive_attr_t attributes) {
    dnnl_engine_t engine;
    ONEDNN_TRY(onednn_engine(&engine));
    const onednn_window *window = &convolution->window;
    int64_t dilation[2] = {window->dilation[0] - 1, window->dilation[1] - 1};
#if ONEDNN_IS_VERSION_2
    dnnl_convolution_desc_t operation;
    ONEDNN_TRY(dnnl_dilated_convolution_forward_desc_init(
        &operation, dnnl_forward_inference, dnnl_convolution_direct, ONEDNN_DESCRIPTOR(source),
        ONEDNN_DESCRIPTOR(weights), bias ? ONEDNN_DESCRIPTOR(bias) : NULL, ONEDNN_DESCRIPTOR(output),
        window->stride, dilation, window->padding_begin, window->padding_end));
    return dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, NULL);
#else
    return dnnl_convolution_forward_primitive_desc_create(
        descriptor, engine, dnnl_forward_inference, dnnl_convolution_direct, ONEDNN_DESCRIPTOR(source),
        ONEDNN_DESCRIPTOR(weights), bias ? ONEDNN_DESCRIPTOR(bias) : NULL, ONEDNN_DESCRIPTOR(output),
        window->stride, dilation, window->padding_begin, window->padding_end, attributes);
#endif
}

void onednn_destroy_parameters(onednn_parameter_layouts *layouts) {
    onednn_layout_destroy(layouts->any);
    onednn_layout_destroy(layouts->plain);
    onednn_layout_destroy(layouts->bias);
}

onednn_status onednn_create_parameters(
    onednn_parameter_layouts *layouts, int32_t rank, const int64_t *dimensions, dnnl_format_tag_t plain_tag,
    int32_t has_bias, int64_t output_count) {
    *layouts = (onednn_parameter_layouts){0};
    ONEDNN_TRY(onednn_layout_create_tagged(&layouts->any, rank, dimensions, dnnl_format_tag_any));
    ONEDNN_TRY(onednn_layout_create_tagged(&layouts->plain, rank, dimensions, plain_tag));
    if (!has_bias) return dnnl_success;
    return onednn_layout_create_tagged(&layouts->bias, 1, &output_count, dnnl_a);
}

// The last steps of every operation with weights: consumes `descriptor`, moves the plain layout in.
static onednn_status create_weighted(
    onednn_operation **operation, dnnl_primitive_desc_t descriptor, onednn_parameter_layouts *layouts) {
    onednn_argument arguments[] = {source_argument, weights_argument, output_argument, bias_argument};
    ONEDNN_TRY(onednn_create_operation(operation, descriptor, arguments, layouts->bias ? 4 : 3));
    (*operation)->plain_weights = layouts->plain;
    layouts->plain = NULL;
    return dnnl_success;
}

static onednn_status create_convolution(
    onednn_operation **operation, const onednn_convolution *convolution, const onednn_layout *source,
    const onednn_layout *output, onednn_parameter_layouts *layouts) {
    int64_t shape[4];
    onednn_layout_dimensions(source, shape);
    int64_t groups = convolution->groups;
    int64_t weights[5] = {
        groups, convolution->output_channels / groups, shape[1] / groups, convolution->window.kernel[0],
        convolution->window.kernel[1]};
    int32_t is_grouped = groups > 1;
    ONEDNN_TRY(onednn_create_parameters(
        layouts, is_grouped ? 5 : 4, is_grouped ? weights : weights + 1, is_grouped ? dnnl_goihw : dnnl_oihw,
        convolution->has_bias, convolution->output_channels));
    dnnl_primitive_attr_t attributes;
    ONEDNN_TRY(onednn_create_attributes(
        &attributes, convolution->adds_to_output, convolution->activation, convolution->alpha,
        convolution->beta));
    dnnl_primitive_desc_t descriptor = NULL;
    onednn_status status = describe_convolution(
        &descriptor, convolution, source, layouts->any, layouts->bias, output, attributes);
    dnnl_primitive_attr_destroy(attributes);
    if (status != 0) return status;
    return create_weighted(operation, descriptor, layouts);
}

onednn_status onednn_convolution_create(
    onednn_operation **operation, const onednn_convolution *convolution, const onednn_layout *source,
    const onednn_layout *output) {
    *operation = NULL;
    if (onednn_layout_rank(source) != 4 || convolution->groups < 1) return dnnl_invalid_arguments;
    onednn_parameter_layouts layouts;
    onednn_status status = create_convolution(operation, convolution, source, output, &layouts);
    onednn_destroy_parameters(&layouts);
    return status;
}

// MARK: Linear

static onednn_status describe_linear(
    dnnl_primitive_desc_t *descriptor, const onednn_layout *source, const onednn_parameter_layouts *layouts,
    const onednn_layout *output, const_dnnl_primitive_attr_t attributes) {
    dnnl_engine_t engine;
    ONEDNN_TRY(onednn_engine(&engine));
    onednn_descriptor bias = layouts->bias ? ONEDNN_DESCRIPTOR(layouts->bias) : NULL;
#if ONEDNN_IS_VERSION_2
    dnnl_inner_product_desc_t operation;
    ONEDNN_TRY(dnnl_inner_product_forward_desc_init(
        &operation, dnnl_forward_inference, ONEDNN_DESCRIPTOR(source), ONEDNN_DESCRIPTOR(layouts->any), bias,
        ONEDNN_DESCRIPTOR(output)));
    return dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, NULL);
#else
    return dnnl_inner_product_forward_primitive_desc_create(
        descriptor, engine, dnnl_forward_inference, ONEDNN_DESCRIPTOR(source),
        ONEDNN_DESCRIPTOR(layouts->any), bias, ONEDNN_DESCRIPTOR(output), attributes);
#endif
}

static onednn_status create_linear(
    onednn_operation **operation, int32_t has_bias, const_dnnl_primitive_attr_t attributes,
    const onednn_layout *source, const onednn_layout *output, onednn_parameter_layouts *layouts) {
    int64_t source_shape[2];
    int64_t output_shape[2];
    onednn_layout_dimensions(source, source_shape);
    onednn_layout_dimensions(output, output_shape);
    int64_t weights[2] = {output_shape[1], source_shape[1]};
    ONEDNN_TRY(onednn_create_parameters(layouts, 2, weights, dnnl_ab, has_bias, output_shape[1]));
    dnnl_primitive_desc_t descriptor = NULL;
    ONEDNN_TRY(describe_linear(&descriptor, source, layouts, output, attributes));
    return create_weighted(operation, descriptor, layouts);
}

onednn_status onednn_linear_create(
    onednn_operation **operation, int32_t has_bias, onednn_activation activation, float alpha, float beta,
    const onednn_layout *source, const onednn_layout *output) {
    *operation = NULL;
    if (onednn_layout_rank(source) != 2 || onednn_layout_rank(output) != 2) return dnnl_invalid_arguments;
    dnnl_primitive_attr_t attributes;
    ONEDNN_TRY(onednn_create_attributes(&attributes, 0, activation, alpha, beta));
    onednn_parameter_layouts layouts = {0};
    onednn_status status = create_linear(operation, has_bias, attributes, source, output, &layouts);
    onednn_destroy_parameters(&layouts);
    dnnl_primitive_attr_destroy(attributes);
    return status;
}

// MARK: Operations without weights

static onednn_status describe_pooling(
    dnnl_primitive_desc_t *descriptor, dnnl_alg_kind_t kind, const onednn_window *window,
    const onednn_layout *source, const onednn_layout *output, const_dnnl_primitive_attr_t attributes) {
    dnnl_engine_t engine;
    ONEDNN_TRY(onednn_engine(&engine));
    int64_t dilation[2] = {window->dilation[0] - 1, window->dilation[1] - 1};
#if ONEDNN_IS_VERSION_2
    dnnl_pooling_v2_desc_t operation;
    ONEDNN_TRY(dnnl_pooling_v2_forward_desc_init(
        &operation, dnnl_forward_inference, kind, ONEDNN_DESCRIPTOR(source), ONEDNN_DESCRIPTOR(output),
        window->stride, window->kernel, dilation, window->padding_begin, window->padding_end));
    return dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, NULL);
#else
    return dnnl_pooling_forward_primitive_desc_create(
        descriptor, engine, dnnl_forward_inference, kind, ONEDNN_DESCRIPTOR(source),
        ONEDNN_DESCRIPTOR(output), window->stride, window->kernel, dilation, window->padding_begin,
        window->padding_end, attributes);
#endif
}

onednn_status onednn_pooling_create(
    onednn_operation **operation, onednn_pooling_kind kind, const onednn_window *window,
    const onednn_layout *source, const onednn_layout *output) {
    *operation = NULL;
    dnnl_alg_kind_t algorithm = dnnl_pooling_max;
    if (kind == ONEDNN_POOLING_AVERAGE) algorithm = dnnl_pooling_avg_exclude_padding;
    if (kind == ONEDNN_POOLING_AVERAGE_WITH_PADDING) algorithm = dnnl_pooling_avg_include_padding;
    dnnl_primitive_attr_t attributes;
    ONEDNN_TRY(onednn_create_attributes(&attributes, 0, ONEDNN_ACTIVATION_NONE, 0, 0));
    dnnl_primitive_desc_t descriptor = NULL;
    onednn_status status = describe_pooling(&descriptor, algorithm, window, source, output, attributes);
    dnnl_primitive_attr_destroy(attributes);
    if (status != 0) return status;
    onednn_argument arguments[] = {source_argument, output_argument};
    return onednn_create_operation(operation, descriptor, arguments, 2);
}

static onednn_status describe_activation(
    dnnl_primitive_desc_t *descriptor, dnnl_alg_kind_t kind, float alpha, float beta,
    const onednn_layout *layout, const_dnnl_primitive_attr_t attributes) {
    dnnl_engine_t engine;
    ONEDNN_TRY(onednn_engine(&engine));
#if ONEDNN_IS_VERSION_2
    dnnl_eltwise_desc_t operation;
    ONEDNN_TRY(dnnl_eltwise_forward_desc_init(
        &operation, dnnl_forward_inference, kind, ONEDNN_DESCRIPTOR(layout), alpha, beta));
    return dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, NULL);
#else
    return dnnl_eltwise_forward_primitive_desc_create(
        descriptor, engine, dnnl_forward_inference, kind, ONEDNN_DESCRIPTOR(layout),
        ONEDNN_DESCRIPTOR(layout), alpha, beta, attributes);
#endif
}

onednn_status onednn_activation_create(
    onednn_operation **operation, onednn_activation activation, float alpha, float beta,
    const onednn_layout *layout) {
    *operation = NULL;
    if (activation == ONEDNN_ACTIVATION_NONE) return dnnl_invalid_arguments;
    dnnl_alg_kind_t kind = onednn_activation_algorithm(activation);
    dnnl_primitive_attr_t attributes;
    ONEDNN_TRY(onednn_create_attributes(&attributes, 0, ONEDNN_ACTIVATION_NONE, 0, 0));
    dnnl_primitive_desc_t descriptor = NULL;
    onednn_status status = describe_activation(&descriptor, kind, alpha, beta, layout, attributes);
    dnnl_primitive_attr_destroy(attributes);
    if (status != 0) return status;
    onednn_argument arguments[] = {source_argument, output_argument};
    return onednn_create_operation(operation, descriptor, arguments, 2);
}

static onednn_status describe_add(
    dnnl_primitive_desc_t *descriptor, const onednn_layout *layout, const_dnnl_primitive_attr_t attributes) {
    dnnl_engine_t engine;
    ONEDNN_TRY(onednn_engine(&engine));
#if ONEDNN_IS_VERSION_2
    dnnl_binary_desc_t operation;
    ONEDNN_TRY(dnnl_binary_desc_init(
        &operation, dnnl_binary_add, ONEDNN_DESCRIPTOR(layout), ONEDNN_DESCRIPTOR(layout),
        ONEDNN_DESCRIPTOR(layout)));
    return dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, NULL);
#else
    return dnnl_binary_primitive_desc_create(
        descriptor, engine, dnnl_binary_add, ONEDNN_DESCRIPTOR(layout), ONEDNN_DESCRIPTOR(layout),
        ONEDNN_DESCRIPTOR(layout), attributes);
#endif
}

onednn_status onednn_add_create(
    onednn_operation **operation, onednn_activation activation, float alpha, float beta,
    const onednn_layout *layout) {
    *operation = NULL;
    dnnl_primitive_attr_t attributes;
    ONEDNN_TRY(onednn_create_attributes(&attributes, 0, activation, alpha, beta));
    dnnl_primitive_desc_t descriptor = NULL;
    onednn_status status = describe_add(&descriptor, layout, attributes);
    dnnl_primitive_attr_destroy(attributes);
    if (status != 0) return status;
    onednn_argument arguments[] = {source_argument, second_source_argument, output_argument};
    return onednn_create_operation(operation, descriptor, arguments, 3);
}

onednn_status onednn_reorder_create(
    onednn_operation **operation, const onednn_layout *source, const onednn_layout *output) {
    *operation = NULL;
    dnnl_engine_t engine;
    ONEDNN_TRY(onednn_engine(&engine));
    dnnl_primitive_attr_t attributes;
    ONEDNN_TRY(onednn_create_attributes(&attributes, 0, ONEDNN_ACTIVATION_NONE, 0, 0));
    dnnl_primitive_desc_t descriptor = NULL;
    onednn_status status = dnnl_reorder_primitive_desc_create(
        &descriptor, ONEDNN_DESCRIPTOR(source), engine, ONEDNN_DESCRIPTOR(output), engine, attributes);
    dnnl_primitive_attr_destroy(attributes);
    if (status != 0) return status;
    onednn_argument arguments[] = {source_argument, output_argument};
    return onednn_create_operation(operation, descriptor, arguments, 2);
}
