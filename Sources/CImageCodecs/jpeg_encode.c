// In this order: jpeglib.h uses FILE without declaring it, and the codes in jerror.h depend on what jpeglib.h
// defines.
#include <stdio.h>

#include <jpeglib.h>

#include <jerror.h>
#include <setjmp.h>
#include <string.h>

#include "CImageCodecs.h"
#include "buffer.h"

// All state of one encode; in the frame of a function that never calls setjmp, as in jpeg_decode.c.
typedef struct {
    struct jpeg_error_mgr errors;
    struct jpeg_destination_mgr destination;
    struct jpeg_compress_struct encoder;
    jmp_buf escape;
    imgcls_report *report;
    imgcls_status failure;
    imgcls_buffer *output;
} jpeg_writing;

static void writing_failed(j_common_ptr common) {
    jpeg_writing *writing = (jpeg_writing *)common->err;
    char message[JMSG_LENGTH_MAX];
    writing->errors.format_message(common, message);
    imgcls_copy_message(writing->report->message, message);
    writing->failure =
        writing->errors.msg_code == JERR_OUT_OF_MEMORY ? IMGCLS_OUT_OF_MEMORY : IMGCLS_UNSUPPORTED;
    longjmp(writing->escape, 1);
}

static void writing_message(j_common_ptr common, int level) {
    if (level >= 0) return;
    jpeg_writing *writing = (jpeg_writing *)common->err;
    char message[JMSG_LENGTH_MAX];
    writing->errors.format_message(common, message);
    imgcls_report_warning(writing->report, message);
}

static void discard_message(j_common_ptr common) {
    (void)common;
}

static void grow_output(j_compress_ptr encoder, size_t used) {
    jpeg_writing *writing = (jpeg_writing *)encoder->err;
    if (!imgcls_buffer_reserve(writing->output, used + 65536)) ERREXIT1(encoder, JERR_OUT_OF_MEMORY, 0);
    writing->destination.next_output_byte = writing->output->bytes + used;
    writing->destination.free_in_buffer = writing->output->capacity - used;
}

static void start_output(j_compress_ptr encoder) {
    grow_output(encoder, 0);
}

// libjpeg calls this when the buffer is full, whatever the pointers then say.
static boolean flush_output(j_compress_ptr encoder) {
    jpeg_writing *writing = (jpeg_writing *)encoder->err;
    grow_output(encoder, writing->output->capacity);
    return TRUE;
}

static void finish_output(j_compress_ptr encoder) {
    jpeg_writing *writing = (jpeg_writing *)encoder->err;
    writing->output->count = writing->output->capacity - writing->destination.free_in_buffer;
}

static imgcls_status guarded_encode(
    jpeg_writing *writing, const uint8_t *pixels, uint32_t width, uint32_t height, int32_t quality,
    int32_t horizontal_subsampling, int32_t vertical_subsampling) {
    if (setjmp(writing->escape)) return writing->failure;
    struct jpeg_compress_struct *encoder = &writing->encoder;
    jpeg_create_compress(encoder);
    encoder->dest = &writing->destination;
    encoder->image_width = width;
    encoder->image_height = height;
    encoder->input_components = 3;
    encoder->in_color_space = JCS_RGB;
    jpeg_set_defaults(encoder);
    jpeg_set_quality(encoder, quality, TRUE);
    encoder->dct_method = JDCT_ISLOW;
    encoder->comp_info[0].h_samp_factor = horizontal_subsampling;
    encoder->comp_info[0].v_samp_factor = vertical_subsampling;
    jpeg_start_compress(encoder, TRUE);
    while (encoder->next_scanline < encoder->image_height) {
        // libjpeg takes rows without const and only reads them.
        JSAMPROW row = (JSAMPROW)(uintptr_t)(pixels + (size_t)encoder->next_scanline * width * 3);
        jpeg_write_scanlines(encoder, &row, 1);
    }
    jpeg_finish_compress(encoder);
    return IMGCLS_DONE;
}

imgcls_status imgcls_jpeg_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, int32_t quality, int32_t horizontal_subsampling,
    int32_t vertical_subsampling, imgcls_buffer *output, imgcls_report *report) {
    jpeg_writing writing;
    memset(&writing, 0, sizeof writing);
    imgcls_report_clear(report);
    writing.report = report;
    writing.output = output;
    writing.encoder.err = jpeg_std_error(&writing.errors);
    writing.errors.error_exit = writing_failed;
    writing.errors.emit_message = writing_message;
    writing.errors.output_message = discard_message;
    writing.destination.init_destination = start_output;
    writing.destination.empty_output_buffer = flush_output;
    writing.destination.term_destination = finish_output;
    imgcls_status status = guarded_encode(
        &writing, pixels, width, height, quality, horizontal_subsampling, vertical_subsampling);
    jpeg_destroy_compress(&writing.encoder);
    return status;
}
