#include "internal.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

void onednn_version(int32_t *major, int32_t *minor, int32_t *patch) {
    const dnnl_version_t *version = dnnl_version();
    *major = version->major;
    *minor = version->minor;
    *patch = version->patch;
}

int32_t onednn_instruction_set(void) {
    return dnnl_get_effective_cpu_isa();
}

const char *onednn_status_text(onednn_status status) {
    switch (status) {
    case dnnl_success: return "success";
    case dnnl_out_of_memory: return "out of memory";
    case dnnl_invalid_arguments: return "invalid arguments";
    case dnnl_unimplemented: return "not supported by this oneDNN on this processor";
    default: return "runtime error";
    }
}

// Found at run time: a oneDNN built for another threading runtime does not bring OpenMP along.
static void (*set_thread_count)(int);
static pthread_once_t set_thread_count_once = PTHREAD_ONCE_INIT;

static void find_set_thread_count(void) {
    set_thread_count = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
}

void onednn_use_one_thread(void) {
    pthread_once(&set_thread_count_once, find_set_thread_count);
    if (set_thread_count) set_thread_count(1);
}

static dnnl_engine_t shared_engine;
static dnnl_status_t shared_engine_status;
static pthread_once_t shared_engine_once = PTHREAD_ONCE_INIT;

static void create_shared_engine(void) {
    shared_engine_status = dnnl_engine_create(&shared_engine, dnnl_cpu, 0);
}

onednn_status onednn_engine(dnnl_engine_t *engine) {
    pthread_once(&shared_engine_once, create_shared_engine);
    *engine = shared_engine;
    return shared_engine_status;
}

onednn_layout *onednn_layout_copy(onednn_descriptor descriptor) {
    if (!descriptor) return NULL;
    onednn_layout *layout = calloc(1, sizeof *layout);
    if (!layout) return NULL;
#if ONEDNN_IS_VERSION_2
    layout->descriptor = *descriptor;
#else
    if (dnnl_memory_desc_clone(&layout->descriptor, descriptor) != dnnl_success) {
        free(layout);
        return NULL;
    }
#endif
    return layout;
}

onednn_status onednn_layout_create_tagged(
    onednn_layout **layout, int32_t rank, const int64_t *dimensions, dnnl_format_tag_t tag) {
    *layout = NULL;
    onednn_layout *created = calloc(1, sizeof *created);
    if (!created) return dnnl_out_of_memory;
#if ONEDNN_IS_VERSION_2
    dnnl_status_t status =
        dnnl_memory_desc_init_by_tag(&created->descriptor, rank, dimensions, dnnl_f32, tag);
#else
    dnnl_status_t status =
        dnnl_memory_desc_create_with_tag(&created->descriptor, rank, dimensions, dnnl_f32, tag);
#endif
    if (status != dnnl_success) {
        free(created);
        return status;
    }
    *layout = created;
    return dnnl_success;
}

onednn_status onednn_layout_create(
    onednn_layout **layout, int32_t rank, const int64_t *dimensions, onednn_format format) {
    *layout = NULL;
    if (rank != 2 && rank != 4) return dnnl_invalid_arguments;
    dnnl_format_tag_t tag = dnnl_format_tag_any;
    if (format == ONEDNN_FORMAT_CHANNELS_FIRST) tag = rank == 2 ? dnnl_nc : dnnl_nchw;
    if (format == ONEDNN_FORMAT_CHANNELS_LAST) tag = rank == 2 ? dnnl_nc : dnnl_nhwc;
    return onednn_layout_create_tagged(layout, rank, dimensions, tag);
}

void onednn_layout_destroy(onednn_layout *layout) {
    if (!layout) return;
#if !ONEDNN_IS_VERSION_2
    dnnl_memory_desc_destroy(layout->descriptor);
#endif
    free(layout);
}

size_t onednn_layout_byte_count(const onednn_layout *layout) {
    size_t byte_count = dnnl_memory_desc_get_size(ONEDNN_DESCRIPTOR(layout));
    return byte_count > 0 ? byte_count : onednn_slice_byte_count(layout);
}

int32_t onednn_layout_equal(const onednn_layout *first, const onednn_layout *second) {
    return dnnl_memory_desc_equal(ONEDNN_DESCRIPTOR(first), ONEDNN_DESCRIPTOR(second));
}

int32_t onednn_layout_rank(const onednn_layout *layout) {
#if ONEDNN_IS_VERSION_2
    return layout->descriptor.ndims;
#else
    int rank = 0;
    dnnl_memory_desc_query(layout->descriptor, dnnl_query_ndims_s32, &rank);
    return rank;
#endif
}

void onednn_layout_dimensions(const onednn_layout *layout, int64_t *dimensions) {
#if ONEDNN_IS_VERSION_2
    const int64_t *stored = layout->descriptor.dims;
#else
    dnnl_dims_t *stored_dimensions = NULL;
    dnnl_memory_desc_query(layout->descriptor, dnnl_query_dims, &stored_dimensions);
    const int64_t *stored = stored_dimensions ? *stored_dimensions : NULL;
#endif
    int32_t rank = onednn_layout_rank(layout);
    for (int32_t axis = 0; axis < rank; axis++) dimensions[axis] = stored ? stored[axis] : 0;
}
