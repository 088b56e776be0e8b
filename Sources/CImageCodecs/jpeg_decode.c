#include <string.h>

#include "buffer.h"
#include "jpeg_reading.h"

// The rows and columns of the output that are wanted, and where they go.
typedef struct {
    uint8_t *pixels;
    size_t row;        // the bytes of a wanted row
    size_t offset;     // the bytes in front of them in a row of the output
    JDIMENSION first;  // the first wanted row
    JDIMENSION end;    // the one behind the last
} row_window;

// Runs after setjmp and may jump. Reads rows from where the output stands up to the end of the window, and puts
// those in it down.
//
// The rows come by way of a small block at odd addresses: to even ones, libjpeg-turbo writes past the caches, and
// whoever looks at the picture next waits for memory.
static void read_rows(jpeg_reading *reading, row_window window) {
    struct jpeg_decompress_struct *decoder = &reading->decoder;
    enum { batch = 16, alignment = 32 };  // at least the rows of one MCU: libjpeg can write them all at once
    size_t row = (size_t)decoder->output_width * (size_t)decoder->output_components;
    size_t distance = (row + alignment - 1) / alignment * alignment;
    uint8_t *block = decoder->mem->alloc_large((j_common_ptr)decoder, JPOOL_IMAGE, batch * distance + alignment);
    JSAMPROW rows[batch];
    for (JDIMENSION index = 0; index < batch; index++) {
        rows[index] = block + (alignment - (uintptr_t)block % alignment) % alignment + 1 + distance * index;
    }
    while (decoder->output_scanline < window.end) {
        JDIMENSION first = decoder->output_scanline;
        JDIMENSION left = window.end - first;
        JDIMENSION count = jpeg_read_scanlines(decoder, rows, left < batch ? left : batch);
        for (JDIMENSION index = 0; index < count; index++) {
            if (first + index < window.first) continue;
            memcpy(
                window.pixels + window.row * (first + index - window.first), rows[index] + window.offset,
                window.row);
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

// Runs after setjmp and may jump. Takes in what stands in front of the pixels, and all scans of a file that has
// several; the next thing is to read rows.
static imgcls_status start_output(
    jpeg_reading *reading, const uint8_t *bytes, size_t count, int32_t scale_denominator) {
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
    if (decoder->output_components != channels) return IMGCLS_CORRUPT;
    if (decoder->buffered_image) {
        read_scans(reading);
        jpeg_start_output(decoder, decoder->input_scan_number);
    }
    return IMGCLS_DONE;
}

static imgcls_status misfit(jpeg_reading *reading) {
    imgcls_copy_message(reading->report->message, "the pixels do not fit what the header says");
    return IMGCLS_CORRUPT;
}

static imgcls_status guarded_decode(
    jpeg_reading *reading, const uint8_t *bytes, size_t count, int32_t scale_denominator, uint8_t *pixels,
    size_t capacity) {
    if (setjmp(reading->escape)) return reading->failure;
    imgcls_status status = start_output(reading, bytes, count, scale_denominator);
    if (status != IMGCLS_DONE) return status;
    struct jpeg_decompress_struct *decoder = &reading->decoder;
    size_t row = (size_t)decoder->output_width * (size_t)decoder->output_components;
    if (row * decoder->output_height != capacity) return misfit(reading);
    read_rows(reading, (row_window){.pixels = pixels, .row = row, .end = decoder->output_height});
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
    size_t row = (size_t)decoder->output_width * (size_t)decoder->output_components;
    read_rows(reading, (row_window){.pixels = pixels, .row = row, .end = end});
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

#ifdef LIBJPEG_TURBO_VERSION_NUMBER
// Whether leaving out MCUs gives the same pixels, given one more around those that are wanted.
static bool can_leave_out(const struct jpeg_decompress_struct *decoder, int32_t scale_denominator) {
    // At a reduced size libjpeg-turbo 2.1 computes the wrong width of what is left of a component that it has enlarged
    // in part by the inverse transform and is yet to enlarge by upsampling; with factors up to 2 there is none.
    bool is_plain = decoder->max_h_samp_factor <= 2 && decoder->max_v_samp_factor <= 2;
    if (scale_denominator > 1 && !is_plain) return false;
    // While coefficients of a progressive file are missing, libjpeg guesses them from MCUs further away.
    if (!decoder->progressive_mode || decoder->coef_bits == NULL) return true;
    for (int component = 0; component < decoder->num_components; component++) {
        for (int coefficient = 0; coefficient < DCTSIZE2; coefficient++) {
            if (decoder->coef_bits[component][coefficient] != 0) return false;
        }
    }
    return true;
}

// Runs after setjmp and may jump. Leaves out columns and rows of MCUs that no pixel of the region depends on.
//
// Upsampling looks at the chroma sample next to a pixel's own, and at the borders of what is decoded it makes do
// without; so one column and row of MCUs more on each side give the same pixels as the whole picture.
//
// Returns the first column of the output that is left.
static JDIMENSION leave_out(jpeg_reading *reading, int32_t scale_denominator, imgcls_region region) {
    struct jpeg_decompress_struct *decoder = &reading->decoder;
    if (!can_leave_out(decoder, scale_denominator)) return 0;
    JDIMENSION size = DCTSIZE / (JDIMENSION)scale_denominator;
    JDIMENSION columns = size * (JDIMENSION)decoder->max_h_samp_factor;
    JDIMENSION rows = size * (JDIMENSION)decoder->max_v_samp_factor;
    JDIMENSION left = region.x / columns * columns;
    left -= left < columns ? left : columns;
    JDIMENSION right = (region.x + region.width + columns - 1) / columns * columns + columns;
    if (right > decoder->output_width) right = decoder->output_width;
    if (left > 0 || right < decoder->output_width) {
        JDIMENSION width = right - left;
        jpeg_crop_scanline(decoder, &left, &width);
    }
    // Rows are left out from the top only, in whole rows of MCUs: elsewhere the library has not always done it right.
    JDIMENSION above = region.y / rows * rows;
    if (above > rows) jpeg_skip_scanlines(decoder, above - rows);
    return left;
}
#else
// Other libraries decode whole rows from the top.
static JDIMENSION leave_out(jpeg_reading *reading, int32_t scale_denominator, imgcls_region region) {
    (void)reading, (void)scale_denominator, (void)region;
    return 0;
}
#endif

static imgcls_status guarded_region(
    jpeg_reading *reading, const uint8_t *bytes, size_t count, int32_t scale_denominator, imgcls_region region,
    uint8_t *pixels, size_t capacity) {
    if (setjmp(reading->escape)) return reading->failure;
    imgcls_status status = start_output(reading, bytes, count, scale_denominator);
    if (status != IMGCLS_DONE) return status;
    struct jpeg_decompress_struct *decoder = &reading->decoder;
    size_t channels = (size_t)decoder->output_components;
    bool fits = region.width > 0 && region.height > 0 && region.width <= decoder->output_width
        && region.height <= decoder->output_height && region.x <= decoder->output_width - region.width
        && region.y <= decoder->output_height - region.height;
    if (!fits || region.width * channels * region.height != capacity) return misfit(reading);
    JDIMENSION left = leave_out(reading, scale_denominator, region);
    read_rows(
        reading,
        (row_window){
            .pixels = pixels, .row = region.width * channels, .offset = (region.x - left) * channels,
            .first = region.y, .end = region.y + region.height,
        });
    return IMGCLS_DONE;
}

imgcls_status imgcls_jpeg_decode_region(
    const uint8_t *bytes, size_t count, int32_t scale_denominator, int32_t maximum_scan_count,
    imgcls_region region, uint8_t *pixels, size_t capacity, imgcls_report *report) {
    jpeg_reading reading;
    imgcls_jpeg_prepare_reading(&reading, report);
    reading.maximum_scan_count = maximum_scan_count;
    imgcls_status status =
        guarded_region(&reading, bytes, count, scale_denominator, region, pixels, capacity);
    jpeg_destroy_decompress(&reading.decoder);
    return status;
}
