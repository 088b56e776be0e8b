#include <string.h>

#include "buffer.h"
#include "jpeg_reading.h"

// Runs after setjmp and may jump. Fills rows from where the output stands up to `end`.
//
// The rows come by way of a small block at odd addresses: to even ones, libjpeg-turbo writes past the caches, and
// whoever looks at the picture next waits for memory.
static void read_rows(jpeg_reading *reading, uint8_t *pixels, size_t row, JDIMENSION end) {
    struct jpeg_decompress_struct *decoder = &reading->decoder;
    enum { batch = 16, alignment = 32 };  // at least the rows of one MCU: libjpeg can write them all at once
    size_t distance = (row + alignment - 1) / alignment * alignment;
    uint8_t *block = decoder->mem->alloc_large((j_common_ptr)decoder, JPOOL_IMAGE, batch * distance + alignment);
    JSAMPROW rows[batch];
    for (JDIMENSION index = 0; index < batch; index++) {
        rows[index] = block + (alignment - (uintptr_t)block % alignment) % alignment + 1 + distance * index;
    }
    while (decoder->output_scanline < end) {
        JDIMENSION first = decoder->output_scanline;
        JDIMENSION left = end - first;
        JDIMENSION count = jpeg_read_scanlines(decoder, rows, left < batch ? left : batch);
        for (JDIMENSION index = 0; index < count; index++) {
            memcpy(pixels + row * (first + index), rows[index], row);
        }
    }
}

// Notes which coefficients the current scan has sent down to its current row.
static void note_sent_rows(jpeg_reading *reading) {
    const struct jpeg_decompress_struct *decoder = &reading->decoder;
    if (decoder->progressive_mode && decoder->Ah != 0) return;  // a refinement
    int first = decoder->progressive_mode ? decoder->Ss : 0;
    int last = decoder->progressive_mode ? decoder->Se : DCTSIZE2 - 1;
    for (int index = 0; index < decoder->comps_in_scan; index++) {
        JDIMENSION *sent = reading->first_sent[decoder->cur_comp_info[index]->component_index];
        for (int coefficient = first; coefficient <= last; coefficient++) {
            if (sent[coefficient] < decoder->input_iMCU_row) sent[coefficient] = decoder->input_iMCU_row;
        }
    }
}

// Runs after setjmp and may jump. Takes in all scans of a file that has several.
static void read_scans(jpeg_reading *reading) {
    struct jpeg_decompress_struct *decoder = &reading->decoder;
    for (;;) {
        int event = jpeg_consume_input(decoder);
        if (event == JPEG_REACHED_EOI) return;
        if (event == JPEG_ROW_COMPLETED || event == JPEG_SCAN_COMPLETED) note_sent_rows(reading);
        imgcls_jpeg_check_scan_count((j_common_ptr)decoder);
    }
}

static imgcls_status guarded_decode(
    jpeg_reading *reading, const uint8_t *bytes, size_t count, int32_t scale_denominator, uint8_t *pixels,
    size_t capacity) {
    if (setjmp(reading->escape)) return reading->failure;
    imgcls_status status = imgcls_jpeg_start_reading(reading, bytes, count);
    if (status != IMGCLS_DONE) return status;
    struct jpeg_decompress_struct *decoder = &reading->decoder;
    reading->needs_end_marker = decoder->arith_code || jpeg_has_multiple_scans(decoder);
    reading->reads_pixels = true;
    int32_t channels = imgcls_jpeg_channels(decoder);
    decoder->out_color_space = channels == 3 ? JCS_RGB : JCS_CMYK;
    decoder->scale_num = 1;
    decoder->scale_denom = (unsigned int)scale_denominator;
    // Stated although they are the defaults: the pixels of every other libjpeg program depend on them.
    decoder->dct_method = JDCT_ISLOW;
    decoder->do_fancy_upsampling = TRUE;
    // Scans are taken in one by one, so that we know what is there when the file ends early.
    decoder->buffered_image = jpeg_has_multiple_scans(decoder);
    jpeg_start_decompress(decoder);
    size_t row = (size_t)decoder->output_width * (size_t)channels;
    if (decoder->output_components != channels || row * decoder->output_height != capacity) {
        imgcls_copy_message(reading->report->message, "the pixels do not fit what the header says");
        return IMGCLS_CORRUPT;
    }
    if (decoder->buffered_image) {
        read_scans(reading);
        jpeg_start_output(decoder, decoder->input_scan_number);
    }
    read_rows(reading, pixels, row, decoder->output_height);
    // No jpeg_finish_decompress: what follows the last row cannot change the pixels.
    return IMGCLS_DONE;
}

// The rows of a cut file with several scans that do not depend on anything missing.
static JDIMENSION sent_row_count(const jpeg_reading *reading, int32_t scale_denominator) {
    const struct jpeg_decompress_struct *decoder = &reading->decoder;
    JDIMENSION sent = decoder->total_iMCU_rows;
    for (int component = 0; component < decoder->num_components; component++) {
        for (int coefficient = 0; coefficient < DCTSIZE2; coefficient++) {
            JDIMENSION rows = reading->first_sent[component][coefficient];
            if (rows < sent) sent = rows;
        }
    }
    if (sent == 0) return 0;
    if (sent == decoder->total_iMCU_rows) return decoder->output_height;
    // Upsampling interpolates between rows of chroma, so the last ones need the next row of MCUs.
    JDIMENSION factor = (JDIMENSION)decoder->max_v_samp_factor;
    return sent * factor * (DCTSIZE / (JDIMENSION)scale_denominator) - factor;
}

static void guarded_output_of_cut(jpeg_reading *reading, int32_t scale_denominator, uint8_t *pixels) {
    if (setjmp(reading->escape)) return;
    struct jpeg_decompress_struct *decoder = &reading->decoder;
    JDIMENSION end = sent_row_count(reading, scale_denominator);
    if (end == 0) return;
    // Smoothing would guess at coefficients that are still missing.
    decoder->do_block_smoothing = FALSE;
    // For a scan before the current one libjpeg asks for no more input. There is one: no scan holds all
    // coefficients of such a file.
    jpeg_start_output(decoder, decoder->input_scan_number - 1);
    read_rows(reading, pixels, (size_t)decoder->output_width * (size_t)imgcls_jpeg_channels(decoder), end);
}

imgcls_status imgcls_jpeg_decode(
    const uint8_t *bytes, size_t count, int32_t scale_denominator, int32_t maximum_scan_count,
    uint8_t *pixels, size_t capacity, imgcls_extent *extent, imgcls_report *report) {
    jpeg_reading reading;
    memset(extent, 0, sizeof *extent);
    imgcls_jpeg_prepare_reading(&reading, report);
    reading.maximum_scan_count = maximum_scan_count;
    imgcls_status status = guarded_decode(&reading, bytes, count, scale_denominator, pixels, capacity);
    const struct jpeg_decompress_struct *decoder = &reading.decoder;
    if (status == IMGCLS_TRUNCATED && decoder->buffered_image) {
        guarded_output_of_cut(&reading, scale_denominator, pixels);
    }
    if ((status == IMGCLS_DONE || status == IMGCLS_TRUNCATED) && decoder->output_height > 0) {
        // libjpeg hands out a row only when all that it depends on has been read.
        extent->row_count = decoder->output_scanline;
        extent->share = (double)decoder->output_scanline / decoder->output_height;
    }
    jpeg_destroy_decompress(&reading.decoder);
    return status;
}
