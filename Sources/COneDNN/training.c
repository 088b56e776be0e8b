#include "internal.h"

// Forward operations for training and their gradients. The forward ones are described again only as hints that oneDNN
// wants for the backward ones.

// MARK: Convolution

typedef struct {
    const onednn_convolution *convolution;
    int64_t dilation[2];
    onednn_layout *source;
    onednn_layout *output;
    onednn_parameter_layouts weights;
    dnnl_primitive_desc_t hint;
} convolution_gradient;

static onednn_status describe_hint(convolution_gradient *gradient, dnnl_engine_t engine) {
    const onednn_window *window = &gradient->convolution->window;
    onednn_descriptor bias = gradient->weights.bias ? ONEDNN_DESCRIPTOR(gradient->weights.bias) : NULL;
#if ONEDNN_IS_VERSION_2
    dnnl_convolution_desc_t operation;
    ONEDNN_TRY(dnnl_dilated_convolution_forward_desc_init(
        &operation, dnnl_forward_training, dnnl_convolution_direct, ONEDNN_DESCRIPTOR(gradient->source),
        ONEDNN_DESCRIPTOR(gradient->weights.any), bias, ONEDNN_DESCRIPTOR(gradient->output), window->stride,
        gradient->dilation, window->padding_begin, window->padding_end));
    return dnnl_primitive_desc_create(&gradient->hint, &operation, NULL, engine, NULL);
#else
    return dnnl_convolution_forward_primitive_desc_create(
        &gradient->hint, engine, dnnl_forward_training, dnnl_convolution_direct,
        ONEDNN_DESCRIPTOR(gradient->source), ONEDNN_DESCRIPTOR(gradient->weights.any), bias,
        ONEDNN_DESCRIPTOR(gradient->output), window->stride, gradient->dilation, window->padding_begin,
        window->padding_end, NULL);
#endif
}

static onednn_status describe_backward_data(
    dnnl_primitive_desc_t *descriptor, const convolution_gradient *gradient, dnnl_engine_t engine,
    const_dnnl_primitive_attr_t attributes) {
    const onednn_window *window = &gradient->convolution->window;
#if ONEDNN_IS_VERSION_2
    dnnl_convolution_desc_t operation;
    ONEDNN_TRY(dnnl_dilated_convolution_backward_data_desc_init(
        &operation, dnnl_convolution_direct, ONEDNN_DESCRIPTOR(gradient->source),
        ONEDNN_DESCRIPTOR(gradient->weights.any), ONEDNN_DESCRIPTOR(gradient->output), window->stride,
        gradient->dilation, window->padding_begin, window->padding_end));
    return dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, gradient->hint);
#else
    return dnnl_convolution_backward_data_primitive_desc_create(
        descriptor, engine, dnnl_convolution_direct, ONEDNN_DESCRIPTOR(gradient->source),
        ONEDNN_DESCRIPTOR(gradient->weights.any), ONEDNN_DESCRIPTOR(gradient->output), window->stride,
        gradient->dilation, window->padding_begin, window->padding_end, gradient->hint, attributes);
#endif
}

static onednn_status describe_backward_weights(
    dnnl_primitive_desc_t *descriptor, const convolution_gradient *gradient, dnnl_engine_t engine,
    const_dnnl_primitive_attr_t attributes) {
    const onednn_window *window = &gradient->convolution->window;
    onednn_descriptor bias = gradient->weights.bias ? ONEDNN_DESCRIPTOR(gradient->weights.bias) : NULL;
#if ONEDNN_IS_VERSION_2
    dnnl_convolution_desc_t operation;
    ONEDNN_TRY(dnnl_dilated_convolution_backward_weights_desc_init(
        &operation, dnnl_convolution_direct, ONEDNN_DESCRIPTOR(gradient->source),
        ONEDNN_DESCRIPTOR(gradient->weights.any), bias, ONEDNN_DESCRIPTOR(gradient->output), window->stride,
        gradient->dilation, window->padding_begin, window->padding_end));
    return dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, gradient->hint);
#else
    return dnnl_convolution_backward_weights_primitive_desc_create(
        descriptor, engine, dnnl_convolution_direct, ONEDNN_DESCRIPTOR(gradient->source),
        ONEDNN_DESCRIPTOR(gradient->weights.any), bias, ONEDNN_DESCRIPTOR(gradient->output), window->stride,
        gradient->dilation, window->padding_begin, window->padding_end, gradient->hint, attributes);
#endif
}

static onednn_status prepare(
    convolution_gradient *gradient, const onednn_convolution *convolution, const onednn_layout *source,
    const onednn_layout *output, int32_t has_bias, dnnl_engine_t engine) {
    gradient->convolution = convolution;
    for (int axis = 0; axis < 2; axis++) gradient->dilation[axis] = convolution->window.dilation[axis] - 1;
    gradient->source = onednn_layout_copy(ONEDNN_DESCRIPTOR(source));
    gradient->output = onednn_layout_copy(ONEDNN_DESCRIPTOR(output));
    if (!gradient->source || !gradient->output) return dnnl_out_of_memory;
    int64_t shape[4];
    onednn_layout_dimensions(source, shape);
    int64_t groups = convolution->groups;
    int64_t weights[5] = {
        groups, convolution->output_channels / groups, shape[1] / groups, convolution->window.kernel[0],
        convolution->window.kernel[1]};
    int32_t is_grouped = groups > 1;
    ONEDNN_TRY(onednn_create_parameters(
        &gradient->weights, is_grouped ? 5 : 4, is_grouped ? weights : weights + 1,
        is_grouped ? dnnl_goihw : dnnl_oihw, has_bias, convolution->output_channels));
    return describe_hint(gradient, engine);
}

static void finish(convolution_gradient *gradient) {
    if (gradient->hint) dnnl_primitive_desc_destroy(gradient->hint);
    onednn_layout_destroy(gradient->source);
    onednn_layout_destroy(gradient->output);
    onednn_destroy_parameters(&gradient->weights);
}

static const onednn_argument data_arguments[] = {
    {ONEDNN_ROLE_SOURCE, DNNL_ARG_DIFF_DST, dnnl_query_diff_dst_md, 0},
    {ONEDNN_ROLE_WEIGHTS, DNNL_ARG_WEIGHTS, dnnl_query_weights_md, 0},
    {ONEDNN_ROLE_OUTPUT, DNNL_ARG_DIFF_SRC, dnnl_query_diff_src_md, 0},
};

static const onednn_argument weights_arguments[] = {
    {ONEDNN_ROLE_SOURCE, DNNL_ARG_SRC, dnnl_query_src_md, 0},
    {ONEDNN_ROLE_SECOND_SOURCE, DNNL_ARG_DIFF_DST, dnnl_query_diff_dst_md, 0},
    {ONEDNN_ROLE_OUTPUT, DNNL_ARG_DIFF_WEIGHTS, dnnl_query_diff_weights_md, 0},
    {ONEDNN_ROLE_BIAS, DNNL_ARG_DIFF_BIAS, dnnl_query_diff_weights_md, 1},
};

static onednn_status create_gradient(
    onednn_operation **operation, convolution_gradient *gradient, int32_t is_of_weights, dnnl_engine_t engine) {
    dnnl_primitive_attr_t attributes;
    ONEDNN_TRY(onednn_create_attributes(&attributes, 0, ONEDNN_ACTIVATION_NONE, 0, 0));
    dnnl_primitive_desc_t descriptor = NULL;
    onednn_status status = is_of_weights
        ? describe_backward_weights(&descriptor, gradient, engine, attributes)
        : describe_backward_data(&descriptor, gradient, engine, attributes);
    dnnl_primitive_attr_destroy(attributes);
    if (status != 0) return status;
    status = is_of_weights
        ? onednn_create_operation(operation, descriptor, weights_arguments, gradient->weights.bias ? 4 : 3)
        : onednn_create_operation(operation, descriptor, data_arguments, 3);
    if (status != 0) return status;
    (*operation)->plain_weights = gradient->weights.plain;
    gradient->weights.plain = NULL;
    return dnnl_success;
}

static onednn_status create_convolution_gradient(
    onednn_operation **operation, const onednn_convolution *convolution, const onednn_layout *source,
    const onednn_layout *output, int32_t is_of_weights) {
    *operation = NULL;
    if (onednn_layout_rank(source) != 4 || convolution->groups < 1) return dnnl_invalid_arguments;
    dnnl_engine_t engine;
    ONEDNN_TRY(onednn_engine(&engine));
    convolution_gradient gradient = {0};
    onednn_status status =
        prepare(&gradient, convolution, source, output, is_of_weights && convolution->has_bias, engine);
    if (status == 0) status = create_gradient(operation, &gradient, is_of_weights, engine);
    finish(&gradient);
    return status;
}

onednn_status onednn_convolution_backward_data_create(
    onednn_operation **operation, const onednn_convolution *convolution, const onednn_layout *gradient,
    const onednn_layout *output) {
    return create_convolution_gradient(operation, convolution, output, gradient, 0);
}

onednn_status onednn_convolution_backward_weights_create(
    onednn_operation **operation, const onednn_convolution *convolution, const onednn_layout *source,
    const onednn_layout *gradient) {
    return create_convolution_gradient(operation, convolution, source, gradient, 1);
}

onednn_layout *onednn_operation_plain_weights(const onednn_operation *operation) {
    return operation->plain_weights ? onednn_layout_copy(ONEDNN_DESCRIPTOR(operation->plain_weights)) : NULL;
}

// MARK: Pooling

static dnnl_alg_kind_t pooling_algorithm(onednn_pooling_kind kind) {
    switch (kind) {
    case ONEDNN_POOLING_MAX: return dnnl_pooling_max;
    case ONEDNN_POOLING_AVERAGE: return dnnl_pooling_avg_exclude_padding;
    default: return dnnl_pooling_avg_include_padding;
    }
}

static onednn_status describe_pooling(
    dnnl_primitive_desc_t *descriptor, onednn_pooling_kind kind, const onednn_window *window,
    const onednn_layout *source, const onednn_layout *output, dnnl_engine_t engine,
    const_dnnl_primitive_attr_t attributes) {
    int64_t dilation[2] = {window->dilation[0] - 1, window->dilation[1] - 1};
#if ONEDNN_IS_VERSION_2
    dnnl_pooling_v2_desc_t operation;
    ONEDNN_TRY(dnnl_pooling_v2_forward_desc_init(
        &operation, dnnl_forward_training, pooling_algorithm(kind), ONEDNN_DESCRIPTOR(source),
        ONEDNN_DESCRIPTOR(output), window->stride, window->kernel, dilation, window->padding_begin,
        window->padding_end));
    return dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, NULL);
#else
    return dnnl_pooling_forward_primitive_desc_create(
        descriptor, engine, dnnl_forward_training, pooling_algorithm(kind), ONEDNN_DESCRIPTOR(source),
        ONEDNN_DESCRIPTOR(output), window->stride, window->kernel, dilation, window->padding_begin,
        window->padding_end, attributes);
#endif
}

static onednn_status describe_pooling_backward(
    dnnl_primitive_desc_t *descriptor, onednn_pooling_kind kind, const onednn_window *window,
    const onednn_layout *gradient, const onednn_layout *output, dnnl_engine_t engine,
    const_dnnl_primitive_desc_t hint, const_dnnl_primitive_attr_t attributes) {
    int64_t dilation[2] = {window->dilation[0] - 1, window->dilation[1] - 1};
#if ONEDNN_IS_VERSION_2
    dnnl_pooling_v2_desc_t operation;
    ONEDNN_TRY(dnnl_pooling_v2_backward_desc_init(
        &operation, pooling_algorithm(kind), ONEDNN_DESCRIPTOR(output), ONEDNN_DESCRIPTOR(gradient),
        window->stride, window->kernel, dilation, window->padding_begin, window->padding_end));
    return dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, hint);
#else
    return dnnl_pooling_backward_primitive_desc_create(
        descriptor, engine, pooling_algorithm(kind), ONEDNN_DESCRIPTOR(output), ONEDNN_DESCRIPTOR(gradient),
        window->stride, window->kernel, dilation, window->padding_begin, window->padding_end, hint, attributes);
#endif
}

// Only the largest value's place must be remembered.
static int32_t argument_count(onednn_pooling_kind kind) { return kind == ONEDNN_POOLING_MAX ? 3 : 2; }

static const onednn_argument pooling_arguments[] = {
    {ONEDNN_ROLE_SOURCE, DNNL_ARG_SRC, dnnl_query_src_md, 0},
    {ONEDNN_ROLE_OUTPUT, DNNL_ARG_DST, dnnl_query_dst_md, 0},
    {ONEDNN_ROLE_WORKSPACE, DNNL_ARG_WORKSPACE, dnnl_query_workspace_md, 0},
};

static const onednn_argument pooling_backward_arguments[] = {
    {ONEDNN_ROLE_SOURCE, DNNL_ARG_DIFF_DST, dnnl_query_diff_dst_md, 0},
    {ONEDNN_ROLE_OUTPUT, DNNL_ARG_DIFF_SRC, dnnl_query_diff_src_md, 0},
    {ONEDNN_ROLE_WORKSPACE, DNNL_ARG_WORKSPACE, dnnl_query_workspace_md, 0},
};

onednn_status onednn_pooling_training_create(
    onednn_operation **operation, onednn_pooling_kind kind, const onednn_window *window,
    const onednn_layout *source, const onednn_layout *output) {
    *operation = NULL;
    dnnl_engine_t engine;
    ONEDNN_TRY(onednn_engine(&engine));
    dnnl_primitive_attr_t attributes;
    ONEDNN_TRY(onednn_create_attributes(&attributes, 0, ONEDNN_ACTIVATION_NONE, 0, 0));
    dnnl_primitive_desc_t descriptor = NULL;
    onednn_status status = describe_pooling(&descriptor, kind, window, source, output, engine, attributes);
    dnnl_primitive_attr_destroy(attributes);
    if (status != 0) return status;
    return onednn_create_operation(operation, descriptor, pooling_arguments, argument_count(kind));
}

onednn_status onednn_pooling_backward_create(
    onednn_operation **operation, onednn_pooling_kind kind, const onednn_window *window,
    const onednn_layout *gradient, const onednn_layout *output) {
    *operation = NULL;
    dnnl_engine_t engine;
    ONEDNN_TRY(onednn_engine(&engine));
    dnnl_primitive_attr_t attributes;
    ONEDNN_TRY(onednn_create_attributes(&attributes, 0, ONEDNN_ACTIVATION_NONE, 0, 0));
    dnnl_primitive_desc_t hint = NULL;
    dnnl_primitive_desc_t descriptor = NULL;
    onednn_status status = describe_pooling(&hint, kind, window, output, gradient, engine, attributes);
    if (status == 0) {
        status =
            describe_pooling_backward(&descriptor, kind, window, gradient, output, engine, hint, attributes);
        dnnl_primitive_desc_destroy(hint);
    }
    dnnl_primitive_attr_destroy(attributes);
    if (status != 0) return status;
    return onednn_create_operation(operation, descriptor, pooling_backward_arguments, argument_count(kind));
}

// MARK: Activation

static onednn_status describe_activation_hint(
    dnnl_primitive_desc_t *hint, dnnl_alg_kind_t kind, float alpha, float beta, const onednn_layout *layout,
    dnnl_engine_t engine) {
#if ONEDNN_IS_VERSION_2
    dnnl_eltwise_desc_t operation;
    ONEDNN_TRY(dnnl_eltwise_forward_desc_init(
        &operation, dnnl_forward_training, kind, ONEDNN_DESCRIPTOR(layout), alpha, beta));
    return dnnl_primitive_desc_create(hint, &operation, NULL, engine, NULL);
#else
    return dnnl_eltwise_forward_primitive_desc_create(
        hint, engine, dnnl_forward_training, kind, ONEDNN_DESCRIPTOR(layout), ONEDNN_DESCRIPTOR(layout), alpha,
        beta, NULL);
#endif
}

static onednn_status describe_activation_backward(
    dnnl_primitive_desc_t *descriptor, dnnl_alg_kind_t kind, float alpha, float beta,
    const onednn_layout *layout, dnnl_engine_t engine, const_dnnl_primitive_desc_t hint,
    const_dnnl_primitive_attr_t attributes) {
#if ONEDNN_IS_VERSION_2
    dnnl_eltwise_desc_t operation;
    ONEDNN_TRY(dnnl_eltwise_backward_desc_init(
        &operation, kind, ONEDNN_DESCRIPTOR(layout), ONEDNN_DESCRIPTOR(layout), alpha, beta));
    return dnnl_primitive_desc_create(descriptor, &operation, attributes, engine, hint);
#else
    return dnnl_eltwise_backward_primitive_desc_create(
        descriptor, engine, kind, ONEDNN_DESCRIPTOR(layout), ONEDNN_DESCRIPTOR(layout),
        ONEDNN_DESCRIPTOR(layout), alpha, beta, hint, attributes);
#endif
}

static const onednn_argument activation_arguments[] = {
    {ONEDNN_ROLE_SOURCE, DNNL_ARG_SRC, dnnl_query_src_md, 0},
    {ONEDNN_ROLE_SECOND_SOURCE, DNNL_ARG_DIFF_DST, dnnl_query_diff_dst_md, 0},
    {ONEDNN_ROLE_OUTPUT, DNNL_ARG_DIFF_SRC, dnnl_query_diff_src_md, 0},
};

onednn_status onednn_activation_backward_create(
    onednn_operation **operation, onednn_activation activation, float alpha, float beta,
    const onednn_layout *layout) {
    *operation = NULL;
    if (activation == ONEDNN_ACTIVATION_NONE) return dnnl_invalid_arguments;
    dnnl_engine_t engine;
    ONEDNN_TRY(onednn_engine(&engine));
    dnnl_alg_kind_t kind = onednn_activation_algorithm(activation);
    dnnl_primitive_attr_t attributes;
    ONEDNN_TRY(onednn_create_attributes(&attributes, 0, ONEDNN_ACTIVATION_NONE, 0, 0));
    dnnl_primitive_desc_t hint = NULL;
    dnnl_primitive_desc_t descriptor = NULL;
    onednn_status status = describe_activation_hint(&hint, kind, alpha, beta, layout, engine);
    if (status == 0) {
        status = describe_activation_backward(
            &descriptor, kind, alpha, beta, layout, engine, hint, attributes);
        dnnl_primitive_desc_destroy(hint);
    }
    dnnl_primitive_attr_destroy(attributes);
    if (status != 0) return status;
    return onednn_create_operation(operation, descriptor, activation_arguments, 3);
}
