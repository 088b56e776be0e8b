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

// The first thing that fails decides: `ONEDNN_TRY(call)` returns its status from the enclosing function.
#define ONEDNN_TRY(call)                                                                                     \
    do {                                                                                                     \
        onednn_status try_status = (onednn_status)(call);                                                    \
        if (try_status != 0) return try_status;                                                              \
    } while (0)

#endif
