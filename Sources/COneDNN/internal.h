// What the shim's own files share: the version-dependent types.
#ifndef CONEDNN_INTERNAL_H
#define CONEDNN_INTERNAL_H

#include "COneDNN.h"
#if __has_include(<oneapi/dnnl/dnnl.h>)
#include <oneapi/dnnl/dnnl.h>
#else
#include <dnnl.h>
#endif

#define ONEDNN_IS_VERSION_2 (DNNL_VERSION_MAJOR < 3)

struct onednn_layout {
#if ONEDNN_IS_VERSION_2
    dnnl_memory_desc_t descriptor; // a plain struct
#else
    dnnl_memory_desc_t descriptor; // an owned handle
#endif
};

#if ONEDNN_IS_VERSION_2
typedef const dnnl_memory_desc_t *onednn_descriptor;
#define ONEDNN_DESCRIPTOR(layout) (&(layout)->descriptor)
#else
typedef const_dnnl_memory_desc_t onednn_descriptor;
#define ONEDNN_DESCRIPTOR(layout) ((layout)->descriptor)
#endif

struct onednn_operation {
    dnnl_primitive_t primitive;
    dnnl_primitive_desc_t descriptor;
    int32_t argument[ONEDNN_ROLE_COUNT]; // oneDNN's argument number of a role, 0 where there is none
    onednn_layout *layout[ONEDNN_ROLE_COUNT];
    onednn_layout *plain_weights;
};

// The one processor engine of the process.
onednn_status onednn_engine(dnnl_engine_t *engine);

// A layout that owns a copy of a descriptor; NULL without memory.
onednn_layout *onednn_layout_copy(onednn_descriptor descriptor);
onednn_status onednn_layout_create_tagged(
    onednn_layout **layout, int32_t rank, const int64_t *dimensions, dnnl_format_tag_t tag);
int32_t onednn_layout_rank(const onednn_layout *layout);
// Writes `rank` extents.
void onednn_layout_dimensions(const onednn_layout *layout, int64_t *dimensions);

// The bytes up to the last one of a part of a tensor, for which oneDNN itself says 0; 0 for what is no such part.
size_t onednn_slice_byte_count(const onednn_layout *layout);

// MARK: Making operations

// One argument of an operation: its role here, its number in oneDNN, and where its layout is found.
typedef struct {
    onednn_role role;
    int32_t argument;
    dnnl_query_t query;
    int32_t index;
} onednn_argument;

// Takes over a primitive descriptor and makes the operation of it; on failure nothing is left behind.
onednn_status onednn_create_operation(
    onednn_operation **result, dnnl_primitive_desc_t descriptor, const onednn_argument *arguments,
    int32_t argument_count);
dnnl_alg_kind_t onednn_activation_algorithm(onednn_activation activation);
onednn_status onednn_create_attributes(
    dnnl_primitive_attr_t *attributes, int32_t adds_to_output, onednn_activation activation, float alpha,
    float beta);

// Weights of N axes, in whatever order the operation likes and in the plain one, and the bias.
typedef struct {
    onednn_layout *any;
    onednn_layout *plain;
    onednn_layout *bias;
} onednn_parameter_layouts;

void onednn_destroy_parameters(onednn_parameter_layouts *layouts);
onednn_status onednn_create_parameters(
    onednn_parameter_layouts *layouts, int32_t rank, const int64_t *dimensions, dnnl_format_tag_t plain_tag,
    int32_t has_bias, int64_t output_count);

// The first thing that fails decides: `ONEDNN_TRY(call)` returns its status from the enclosing function.
#define ONEDNN_TRY(call)                                                                                     \
    do {                                                                                                     \
        onednn_status try_status = (onednn_status)(call);                                                    \
        if (try_status != 0) return try_status;                                                              \
    } while (0)

#endif
