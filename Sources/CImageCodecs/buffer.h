#ifndef IMGCLS_BUFFER_H
#define IMGCLS_BUFFER_H

#include "CImageCodecs.h"

/// Makes room for at least `wanted` bytes in all; false where memory is short, with the content kept.
bool imgcls_buffer_reserve(imgcls_buffer *buffer, size_t wanted);

/// Empties a report.
void imgcls_report_clear(imgcls_report *report);

/// Copies a message, cut to the room there is.
void imgcls_copy_message(char destination[IMGCLS_MESSAGE_CAPACITY], const char *message);

/// Counts a warning and keeps the first.
void imgcls_report_warning(imgcls_report *report, const char *message);

#endif
