#include <png.h>
#include <setjmp.h>
#include <string.h>

#include "CImageCodecs.h"
#include "buffer.h"

// The largest chunk, pixel data aside, that is not refused outright. Only palette and transparency are kept
// (both under a kilobyte); the rest is skipped unread, so this costs no memory.
enum { maximum_chunk_bytes = 64 << 20, maximum_cached_chunks = 64 };

// What surrounds the data of a chunk: its length and name before, its sum behind.
enum { chunk_header_bytes = 8, chunk_sum_bytes = 4 };

// Interlaced pictures come in seven passes; the last brings the odd rows.
enum { last_pass = 6 };

// All state of one decode or encode. It lives in the frame of a function that never calls setjmp, so that
// what changes between setjmp and longjmp keeps its value (C11 7.13.2.1).
typedef struct {
    png_structp png;
    png_infop info;
    imgcls_report *report;
    imgcls_status failure;
    const uint8_t *bytes;
    size_t count;
    size_t position;
    size_t cut_chunk;  // where the chunk of pixel data starts that the end of the file cuts, or SIZE_MAX
    int pass;          // the pass that is being read
    size_t rows_done;  // in this pass
    imgcls_buffer *output;
} png_work;

static _Noreturn void stop_work(png_structp png, png_const_charp message) {
    png_work *work = png_get_error_ptr(png);
    imgcls_copy_message(work->report->message, message);
    if (work->failure == IMGCLS_DONE) work->failure = IMGCLS_CORRUPT;
    png_longjmp(png, 1);
}

static void note_warning(png_structp png, png_const_charp message) {
    png_work *work = png_get_error_ptr(png);
    imgcls_report_warning(work->report, message);
}

static void read_bytes(png_structp png, png_bytep destination, size_t count) {
    png_work *work = png_get_io_ptr(png);
    if (count > work->count - work->position) {
        work->failure = IMGCLS_TRUNCATED;
        png_error(png, "the data ends early");
    }
    memcpy(destination, work->bytes + work->position, count);
    // libpng takes pixel data in blocks of 8 KiB and would not see a last block that is shorter than it
    // claims. A chunk that claims only what is there is inflated to its last byte; then its sum is missing.
    if (work->position == work->cut_chunk && count >= 4) {
        png_save_uint_32(destination, (png_uint_32)(work->count - work->cut_chunk - chunk_header_bytes));
    }
    work->position += count;
}

// The start of the chunk of pixel data that claims more bytes than the file has; SIZE_MAX where none does.
static size_t find_cut_chunk(const uint8_t *bytes, size_t count) {
    size_t position = 8;
    while (position <= count && count - position >= chunk_header_bytes) {
        size_t length = png_get_uint_32(bytes + position);
        size_t left = count - position - chunk_header_bytes;
        if (length > left) {
            bool is_cut = length <= PNG_UINT_31_MAX && memcmp(bytes + position + 4, "IDAT", 4) == 0;
            return is_cut ? position : SIZE_MAX;
        }
        position += chunk_header_bytes + length + chunk_sum_bytes;
    }
    return SIZE_MAX;
}

static void write_bytes(png_structp png, png_bytep source, size_t count) {
    png_work *work = png_get_io_ptr(png);
    imgcls_buffer *output = work->output;
    if (count > SIZE_MAX - output->count || !imgcls_buffer_reserve(output, output->count + count)) {
        work->failure = IMGCLS_OUT_OF_MEMORY;
        png_error(png, "out of memory");
    }
    memcpy(output->bytes + output->count, source, count);
    output->count += count;
}

static void flush_nothing(png_structp png) {
    (void)png;
}

// Runs after setjmp and may jump.
static void read_info(png_work *work) {
    png_structp png = work->png;
    png_set_read_fn(png, work, read_bytes);
    // The caller weighs the size itself, with an error that holds the numbers.
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_chunk_malloc_max(png, maximum_chunk_bytes);
    png_set_chunk_cache_max(png, maximum_cached_chunks);
    // Skips every ancillary chunk but tRNS (a negative count means just that), so that a compressed profile
    // or text is never inflated and gamma never applied.
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_read_info(png, work->info);
}

static bool has_alpha(const png_work *work) {
    return (png_get_color_type(work->png, work->info) & PNG_COLOR_MASK_ALPHA) != 0 ||
           png_get_valid(work->png, work->info, PNG_INFO_tRNS) != 0;
}

static imgcls_status guarded_header(png_work *work, imgcls_header *header) {
    if (setjmp(png_jmpbuf(work->png))) return work->failure;
    read_info(work);
    header->width = png_get_image_width(work->png, work->info);
    header->height = png_get_image_height(work->png, work->info);
    header->channels = has_alpha(work) ? 4 : 3;
    work->report->precision = png_get_bit_depth(work->png, work->info);
    return IMGCLS_DONE;
}

static imgcls_status guarded_decode(png_work *work, uint8_t *pixels, size_t capacity) {
    if (setjmp(png_jmpbuf(work->png))) return work->failure;
    read_info(work);
    png_structp png = work->png;
    size_t width = png_get_image_width(png, work->info);
    size_t height = png_get_image_height(png, work->info);
    size_t channels = has_alpha(work) ? 4 : 3;
    png_set_expand(png);
    png_set_strip_16(png);
    png_set_gray_to_rgb(png);
    int passes = png_set_interlace_handling(png);
    png_read_update_info(png, work->info);
    size_t row = png_get_rowbytes(png, work->info);
    if (row != width * channels || row * height != capacity) {
        imgcls_copy_message(work->report->message, "the pixels do not fit what the header says");
        return IMGCLS_CORRUPT;
    }
    for (work->pass = 0; work->pass < passes; work->pass++) {
        for (work->rows_done = 0; work->rows_done < height; work->rows_done++) {
            // As the row to display, so that each pass fills the pixels that only a later one brings.
            png_read_row(png, NULL, pixels + row * work->rows_done);
        }
    }
    // Checks the sum of the last data chunk and that the file has its end.
    png_read_end(png, NULL);
    return IMGCLS_DONE;
}

static bool start_reading(png_work *work, const uint8_t *bytes, size_t count, imgcls_report *report) {
    memset(work, 0, sizeof *work);
    imgcls_report_clear(report);
    work->report = report;
    work->bytes = bytes;
    work->count = count;
    work->cut_chunk = SIZE_MAX;
    work->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, work, stop_work, note_warning);
    work->info = work->png ? png_create_info_struct(work->png) : NULL;
    return work->info != NULL;
}

imgcls_status imgcls_png_read_header(
    const uint8_t *bytes, size_t count, imgcls_header *header, imgcls_report *report) {
    png_work work;
    memset(header, 0, sizeof *header);
    bool ready = start_reading(&work, bytes, count, report);
    imgcls_status status = ready ? guarded_header(&work, header) : IMGCLS_OUT_OF_MEMORY;
    png_destroy_read_struct(&work.png, &work.info, NULL);
    return status;
}

// What was read, in the whole or before the data ended.
static imgcls_extent extent_read(const png_work *work) {
    imgcls_extent extent = {0};
    size_t height = png_get_image_height(work->png, work->info);
    size_t known = 0;
    if (png_get_interlace_type(work->png, work->info) == PNG_INTERLACE_NONE) {
        extent.row_count = (uint32_t)(work->pass > 0 ? height : work->rows_done);
        known = extent.row_count;
    } else if (work->pass >= last_pass) {
        size_t missing = work->pass > last_pass ? 0 : height / 2 - work->rows_done / 2;
        extent.row_count = (uint32_t)height;
        known = height - missing;
    }
    if (height > 0) extent.share = (double)known / (double)height;
    return extent;
}

imgcls_status imgcls_png_decode(
    const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity, imgcls_extent *extent,
    imgcls_report *report) {
    png_work work;
    memset(extent, 0, sizeof *extent);
    bool ready = start_reading(&work, bytes, count, report);
    if (ready) work.cut_chunk = find_cut_chunk(bytes, count);
    imgcls_status status = ready ? guarded_decode(&work, pixels, capacity) : IMGCLS_OUT_OF_MEMORY;
    if (status == IMGCLS_DONE || status == IMGCLS_TRUNCATED) *extent = extent_read(&work);
    png_destroy_read_struct(&work.png, &work.info, NULL);
    return status;
}

static imgcls_status guarded_encode(png_work *work, const uint8_t *pixels, uint32_t width, uint32_t height) {
    if (setjmp(png_jmpbuf(work->png))) return work->failure;
    png_structp png = work->png;
    png_set_write_fn(png, work, write_bytes, flush_nothing);
    // The width and height that the format allows, instead of libpng's million.
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_IHDR(
        png, work->info, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_BASE,
        PNG_FILTER_TYPE_BASE);
    png_write_info(png, work->info);
    for (size_t y = 0; y < height; y++) png_write_row(png, pixels + y * width * 3);
    png_write_end(png, NULL);
    return IMGCLS_DONE;
}

imgcls_status imgcls_png_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, imgcls_buffer *output, imgcls_report *report) {
    png_work work;
    memset(&work, 0, sizeof work);
    imgcls_report_clear(report);
    work.report = report;
    work.output = output;
    work.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &work, stop_work, note_warning);
    work.info = work.png ? png_create_info_struct(work.png) : NULL;
    imgcls_status status = work.info ? guarded_encode(&work, pixels, width, height) : IMGCLS_OUT_OF_MEMORY;
    png_destroy_write_struct(&work.png, &work.info);
    return status;
}
