// In this order: jpeglib.h uses FILE without declaring it, and the codes in jerror.h depend on what jpeglib.h
// defines.
#include <stdio.h>

#include <jpeglib.h>

#include <jerror.h>
#include <setjmp.h>
#include <string.h>

#include "CImageCodecs.h"
#include "buffer.h"

// Grey has one component, CMYK four.
enum { maximum_components = 4 };

// All state of one decode. It lives in the frame of a function that never calls setjmp, so that what changes
// between setjmp and longjmp keeps its value (C11 7.13.2.1).
typedef struct {
    struct jpeg_error_mgr errors;  // first: libjpeg hands back a pointer to it
    struct jpeg_progress_mgr progress;
    struct jpeg_decompress_struct decoder;
    jmp_buf escape;
    imgcls_report *report;
    imgcls_status failure;
    int32_t maximum_scan_count;
    bool reached_end;       // libjpeg asked for bytes beyond the last one
    bool reads_pixels;      // the header is behind us
    bool needs_end_marker;  // nothing but the end marker proves that all picture data is there
    // Of a file with several scans: the rows of MCUs, counted from the top, in which each coefficient of each
    // component has had its first scan.
    JDIMENSION first_sent[maximum_components][DCTSIZE2];
} jpeg_reading;

static _Noreturn void stop_reading(jpeg_reading *reading, imgcls_status failure) {
    char message[JMSG_LENGTH_MAX];
    reading->errors.format_message((j_common_ptr)&reading->decoder, message);
    imgcls_copy_message(reading->report->message, message);
    reading->failure = failure;
    longjmp(reading->escape, 1);
}

static imgcls_status status_of(int message_code, bool reached_end) {
    switch (message_code) {
    case JERR_OUT_OF_MEMORY:
        return IMGCLS_OUT_OF_MEMORY;
    case JERR_BAD_PRECISION:
        return IMGCLS_UNSUPPORTED_PRECISION;
#if JPEG_LIB_VERSION < 70
    case JERR_ARITH_NOTIMPL:
#endif
    case JERR_COMPONENT_COUNT:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_NOTIMPL:
    case JERR_NOT_COMPILED:
    case JERR_SOF_UNSUPPORTED:
        return IMGCLS_UNSUPPORTED;
    default:
        return reached_end ? IMGCLS_TRUNCATED : IMGCLS_CORRUPT;
    }
}

static void reading_failed(j_common_ptr common) {
    jpeg_reading *reading = (jpeg_reading *)common->err;
    reading->report->precision = reading->decoder.data_precision;
    stop_reading(reading, status_of(reading->errors.msg_code, reading->reached_end));
}

// libjpeg repairs damage with a guess and a warning. A classifier must not learn from guesses, so warnings
// that mean lost picture data end the decode; the others (odd headers, padding between segments) are only
// counted.
static void reading_message(j_common_ptr common, int level) {
    if (level >= 0) return;  // a trace, not a warning
    jpeg_reading *reading = (jpeg_reading *)common->err;
    char message[JMSG_LENGTH_MAX];
    reading->errors.format_message(common, message);
    imgcls_report_warning(reading->report, message);
    switch (reading->errors.msg_code) {
    case JWRN_JPEG_EOF:
        // Huffman data of a single scan may be complete without its end marker: a missing code is then
        // reported as JWRN_HIT_MARKER. Arithmetic data and a further scan leave no such trace.
        reading->reached_end = true;
        if (reading->reads_pixels && reading->needs_end_marker) stop_reading(reading, IMGCLS_TRUNCATED);
        break;
    case JWRN_ARITH_BAD_CODE:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_MUST_RESYNC:
        if (reading->reads_pixels) {
            stop_reading(reading, reading->reached_end ? IMGCLS_TRUNCATED : IMGCLS_CORRUPT);
        }
        break;
    default:
        break;
    }
}

static void discard_message(j_common_ptr common) {
    (void)common;
}

// A few kilobytes of progressive data can ask for thousands of passes over a large picture.
static void check_scan_count(j_common_ptr common) {
    jpeg_reading *reading = (jpeg_reading *)common->err;
    if (reading->decoder.input_scan_number > reading->maximum_scan_count) {
        reading->failure = IMGCLS_TOO_MANY_SCANS;
        longjmp(reading->escape, 1);
    }
}

static void prepare_reading(jpeg_reading *reading, imgcls_report *report) {
    memset(reading, 0, sizeof *reading);
    imgcls_report_clear(report);
    reading->report = report;
    reading->decoder.err = jpeg_std_error(&reading->errors);
    reading->errors.error_exit = reading_failed;
    reading->errors.emit_message = reading_message;
    reading->errors.output_message = discard_message;
    reading->progress.progress_monitor = check_scan_count;
}

// The bytes a pixel of our output, 0 for a colour space that we do not know.
static int32_t channels_of(const struct jpeg_decompress_struct *decoder) {
    switch (decoder->jpeg_color_space) {
    case JCS_GRAYSCALE:
    case JCS_RGB:
    case JCS_YCbCr:
        return 3;
    case JCS_CMYK:
    case JCS_YCCK:
        return 4;
    default:
        return 0;
    }
}

// Runs after setjmp and may jump.
static imgcls_status read_header(jpeg_reading *reading, const uint8_t *bytes, size_t count) {
    struct jpeg_decompress_struct *decoder = &reading->decoder;
    jpeg_create_decompress(decoder);
    decoder->progress = &reading->progress;
    jpeg_mem_src(decoder, bytes, count);
    jpeg_read_header(decoder, TRUE);
    reading->report->precision = decoder->data_precision;
    if (decoder->data_precision != 8) return IMGCLS_UNSUPPORTED_PRECISION;
    if (channels_of(decoder) == 0) {
        snprintf(
            reading->report->message, sizeof reading->report->message, "%d colour components",
            decoder->num_components);
        return IMGCLS_UNSUPPORTED;
    }
    return IMGCLS_DONE;
}

static imgcls_status guarded_header(
    jpeg_reading *reading, const uint8_t *bytes, size_t count, imgcls_header *header) {
    if (setjmp(reading->escape)) return reading->failure;
    imgcls_status status = read_header(reading, bytes, count);
    if (status == IMGCLS_DONE) {
        header->width = reading->decoder.image_width;
        header->height = reading->decoder.image_height;
        header->channels = channels_of(&reading->decoder);
    }
    return status;
}

imgcls_status imgcls_jpeg_read_header(
    const uint8_t *bytes, size_t count, imgcls_header *header, imgcls_report *report) {
    jpeg_reading reading;
    prepare_reading(&reading, report);
    reading.maximum_scan_count = INT32_MAX;
    memset(header, 0, sizeof *header);
    imgcls_status status = guarded_header(&reading, bytes, count, header);
    jpeg_destroy_decompress(&reading.decoder);
    return status;
}

// Runs after setjmp and may jump. Fills rows from where the output stands up to `end`.
static void read_rows(jpeg_reading *reading, uint8_t *pixels, size_t row, JDIMENSION end) {
    struct jpeg_decompress_struct *decoder = &reading->decoder;
    while (decoder->output_scanline < end) {
        enum { batch = 16 };  // at least the rows of one MCU, so that libjpeg can write them all at once
        JSAMPROW rows[batch];
        JDIMENSION first = decoder->output_scanline;
        JDIMENSION left = end - first;
        JDIMENSION wanted = left < batch ? left : batch;
        for (JDIMENSION index = 0; index < wanted; index++) rows[index] = pixels + row * (first + index);
        jpeg_read_scanlines(decoder, rows, wanted);
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
        check_scan_count((j_common_ptr)decoder);
    }
}

static imgcls_status guarded_decode(
    jpeg_reading *reading, const uint8_t *bytes, size_t count, int32_t scale_denominator, uint8_t *pixels,
    size_t capacity) {
    if (setjmp(reading->escape)) return reading->failure;
    imgcls_status status = read_header(reading, bytes, count);
    if (status != IMGCLS_DONE) return status;
    struct jpeg_decompress_struct *decoder = &reading->decoder;
    reading->needs_end_marker = decoder->arith_code || jpeg_has_multiple_scans(decoder);
    reading->reads_pixels = true;
    int32_t channels = channels_of(decoder);
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
    read_rows(reading, pixels, (size_t)decoder->output_width * (size_t)channels_of(decoder), end);
}

imgcls_status imgcls_jpeg_decode(
    const uint8_t *bytes, size_t count, int32_t scale_denominator, int32_t maximum_scan_count,
    uint8_t *pixels, size_t capacity, imgcls_extent *extent, imgcls_report *report) {
    jpeg_reading reading;
    memset(extent, 0, sizeof *extent);
    prepare_reading(&reading, report);
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
